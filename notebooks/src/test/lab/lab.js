// One notebook in the component of JupyterLab 4, with its completer, tooltip and debugger: ?token=T&path=P.
import '@jupyterlab/notebook/style/index.js';
import '@jupyterlab/completer/style/index.js';
import '@jupyterlab/tooltip/style/index.js';
import '@jupyterlab/theme-light-extension/style/theme.css';
import { Sanitizer, Toolbar } from '@jupyterlab/apputils';
import {
  CodeMirrorEditorFactory, CodeMirrorMimeTypeService, EditorExtensionRegistry, EditorLanguageRegistry,
  EditorThemeRegistry, ybinding,
} from '@jupyterlab/codemirror';
import { CompletionProviderManager, KernelCompleterProvider } from '@jupyterlab/completer';
import { DocumentManager } from '@jupyterlab/docmanager';
import { DocumentRegistry } from '@jupyterlab/docregistry';
import {
  NotebookActions, NotebookModelFactory, NotebookPanel, NotebookWidgetFactory, StaticNotebook,
} from '@jupyterlab/notebook';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { ServerConnection, ServiceManager } from '@jupyterlab/services';
import { Tooltip } from '@jupyterlab/tooltip';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { debuggerOf } from './debugger.js';

// As JupyterLab is set up at first: a later answer is not shown.
const PROVIDER_MILLIS = 1000;

const query = new URLSearchParams(location.search);

function manager() {
  return new ServiceManager({
    serverSettings: ServerConnection.makeSettings({
      baseUrl: `${location.origin}/`,
      wsUrl: `${location.origin.replace('http', 'ws')}/`,
      token: query.get('token'),
      appendToken: true,
    }),
  });
}

function editors() {
  const languages = new EditorLanguageRegistry();
  EditorLanguageRegistry.getDefaultLanguages().forEach((l) => languages.addLanguage(l));
  const themes = new EditorThemeRegistry();
  EditorThemeRegistry.getDefaultThemes().forEach((t) => themes.addTheme(t));
  const extensions = new EditorExtensionRegistry();
  EditorExtensionRegistry.getDefaultExtensions({ themes }).forEach((e) => extensions.addExtension(e));
  extensions.addExtension({
    name: 'shared-model',
    factory: ({ model: { sharedModel } }) => EditorExtensionRegistry.createImmutableExtension(
      ybinding({ ytext: sharedModel.ysource, undoManager: sharedModel.undoManager ?? undefined })),
  });
  return {
    factoryService: new CodeMirrorEditorFactory({ extensions, languages }),
    mimeTypeService: new CodeMirrorMimeTypeService(languages),
  };
}

function open(services, { factoryService, mimeTypeService }) {
  const registry = new DocumentRegistry();
  registry.addModelFactory(new NotebookModelFactory({}));
  registry.addWidgetFactory(new NotebookWidgetFactory({
    name: 'Notebook',
    modelName: 'notebook',
    fileTypes: ['notebook'],
    defaultFor: ['notebook'],
    // All cells are in the page, also those that are out of view.
    notebookConfig: { ...StaticNotebook.defaultNotebookConfig, windowingMode: 'none' },
    preferKernel: true,
    canStartKernel: true,
    rendermime: new RenderMimeRegistry({ initialFactories: standardRendererFactories }),
    contentFactory: new NotebookPanel.ContentFactory({ editorFactory: factoryService.newInlineEditor }),
    mimeTypeService,
  }));
  const opener = { open: () => {}, opened: new Signal({}) };
  const panel = new DocumentManager({ registry, manager: services, opener }).open(query.get('path'));
  panel.id = 'notebook';
  Widget.attach(panel, document.body);
  window.addEventListener('resize', () => panel.processMessage(Widget.ResizeMessage.UnknownSize));
  return panel;
}

async function completer(panel) {
  const providers = new CompletionProviderManager();
  providers.registerProvider(new KernelCompleterProvider());
  providers.activateProvider(['CompletionProvider:kernel']);
  providers.setTimeout(PROVIDER_MILLIS);
  providers.setShowDocumentationPanel(true);
  const sanitizer = new Sanitizer();
  const update = async () => {
    const cell = panel.content.activeCell;
    await cell?.ready;
    await providers.updateCompleter({
      widget: panel, editor: cell?.editor, session: panel.sessionContext.session, sanitizer,
    });
  };
  panel.content.activeCellChanged.connect(update);
  await update();
  return providers;
}

async function tooltip(panel) {
  const { editor } = panel.content.activeCell;
  const cursor = editor.getCursorPosition();
  const reply = await panel.sessionContext.session.kernel.requestInspect({
    code: editor.model.sharedModel.getSource(), cursor_pos: editor.getOffsetAt(cursor), detail_level: 0,
  });
  if (reply.content.found) {
    Widget.attach(new Tooltip({
      anchor: panel.content, bundle: reply.content.data, editor, rendermime: panel.content.rendermime,
    }), document.body);
  }
}

function keys(panel, providers) {
  const commands = new CommandRegistry();
  const bind = (id, key, selector, execute) => {
    commands.addCommand(id, { execute });
    commands.addKeyBinding({ command: id, keys: [key], selector });
  };
  const editing = '.jp-Notebook.jp-mod-editMode';
  bind('complete', 'Tab', editing, () => providers.invoke(panel.id));
  bind('explain', 'Shift Tab', editing, () => tooltip(panel));
  bind('run', 'Shift Enter', '.jp-Notebook', () => NotebookActions.runAndAdvance(panel.content, panel.sessionContext));
  document.addEventListener('keydown', (event) => commands.processKeydownEvent(event), true);
}

const services = manager();
await services.ready;
const editorServices = editors();
const panel = open(services, editorServices);
await panel.context.ready;
await panel.sessionContext.ready;
await panel.sessionContext.session.kernel.info;
panel.toolbar.addItem('interrupt', Toolbar.createInterruptButton(panel.sessionContext));
keys(panel, await completer(panel));
window.lab = {
  panel,
  runAll: () => NotebookActions.runAll(panel.content, panel.sessionContext),
  addDebugger: async () => { window.lab.debugger = await debuggerOf(panel, services.kernelspecs, editorServices); },
};
