// JupyterLab's debugger of one notebook: its button, the gutters of cells, the current line and the panel at the side.
import '@jupyterlab/debugger/style/index.js';
import { Debugger } from '@jupyterlab/debugger';
import { NotebookTracker } from '@jupyterlab/notebook';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

const { CommandIDs, Icons } = Debugger;

function commands(service) {
  const registry = new CommandRegistry();
  const whileStopped = (id, icon, execute) => registry.addCommand(id, {
    icon, execute, isEnabled: () => service.hasStoppedThreads(),
  });
  whileStopped(CommandIDs.debugContinue, Icons.continueIcon, () => service.continue());
  whileStopped(CommandIDs.next, Icons.stepOverIcon, () => service.next());
  whileStopped(CommandIDs.stepIn, Icons.stepIntoIcon, () => service.stepIn());
  whileStopped(CommandIDs.stepOut, Icons.stepOutIcon, () => service.stepOut());
  service.eventMessage.connect(() => registry.notifyCommandChanged());
  return {
    registry,
    continue: CommandIDs.debugContinue,
    terminate: CommandIDs.terminate,
    next: CommandIDs.next,
    stepIn: CommandIDs.stepIn,
    stepOut: CommandIDs.stepOut,
    evaluate: CommandIDs.evaluate,
  };
}

// Shows the line of the frame that is looked at.
function follow(service, sources, { path, kernel }) {
  service.model.callstack.currentFrameChanged.connect((_, frame) => {
    if (!frame) return;
    const cells = sources.find({ focus: true, kernel: kernel.name, path, source: frame.source.path });
    cells.forEach((cell) => requestAnimationFrame(() => Debugger.EditorHandler.showCurrentLine(cell.get(), frame.line)));
  });
}

/** Puts the debugger beside a notebook, not started; gives its service. */
export async function debuggerOf(panel, specsManager, editorServices) {
  const { session } = panel.sessionContext;
  const shell = { currentWidget: panel, activateById: () => {} };
  const notebookTracker = new NotebookTracker({ namespace: 'notebook' });
  await notebookTracker.add(panel);
  const config = new Debugger.Config();
  const debuggerSources = new Debugger.Sources({ config, shell, notebookTracker });
  const service = new Debugger.Service({ config, specsManager, debuggerSources });
  follow(service, debuggerSources, session);
  const callstackCommands = commands(service);
  const sidebar = new Debugger.Sidebar({
    service, callstackCommands, editorServices,
    breakpointsCommands: { registry: callstackCommands.registry, pauseOnExceptions: CommandIDs.pauseOnExceptions },
  });
  Widget.attach(sidebar, document.body);
  document.body.classList.add('debugged');
  window.dispatchEvent(new Event('resize'));
  await new Debugger.Handler({ type: 'notebook', shell, service }).updateContext(panel, panel.sessionContext);
  return service;
}
