// Drives a notebook in the component of JupyterLab 4: node lab.mjs '{"scenario": "see", "url": ..., ...}'.
import { LONG, SHORT, each, options, page, pageErrors, play, watchProgress } from './chromium.mjs';

const cell = (i) => page.locator('.jp-Notebook .jp-Cell').nth(i);
const outputOf = (i) => cell(i).locator('.jp-Cell-outputArea').innerText();
const screenshot = (name) => page.screenshot({ path: `${options.screenshots}/${name}.png`, animations: 'disabled' });

async function open() {
  await page.goto(options.url, { timeout: SHORT });
  await page.waitForFunction(() => window.lab, null, { timeout: LONG });
}

// What the notebook holds of each cell, and what is seen of it.
function cells() {
  const seen = [...document.querySelectorAll('.jp-Notebook .jp-Cell')];
  return window.lab.panel.content.widgets.map((w, i) => ({
    source: w.model.sharedModel.getSource(),
    count: w.model.executionCount,
    kinds: w.model.outputs.toJSON().map((o) => o.output_type),
    text: seen[i].querySelector('.jp-Cell-outputArea').innerText,
  }));
}

function pictures() {
  return [...document.querySelectorAll('.jp-OutputArea-output svg, .jp-OutputArea-output img')]
    .map((e) => ({ kind: e.tagName.toLowerCase(), box: e.getBoundingClientRect() }))
    .map(({ kind, box }) => ({ kind, width: box.width, height: box.height }));
}

async function runAll() {
  await page.evaluate(watchProgress);
  await page.evaluate(() => window.lab.runAll());
  const all = {
    cells: await page.evaluate(cells),
    pictures: await page.evaluate(pictures),
    progress: await page.evaluate(() => [...window.progressSeen]),
  };
  await page.setViewportSize({ width: 1100, height: 1900 });
  await page.evaluate(() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0; });
  await screenshot('lab');
  return all;
}

async function edit(i) {
  await cell(i).locator('.cm-content').click();
  await page.keyboard.press('Control+End');
}

async function run(i) {
  await edit(i);
  await page.keyboard.press('Shift+Enter');
}

const countOf = (i) => page.evaluate((n) => window.lab.panel.content.widgets[n].model.executionCount, i);

// Waits until a cell has a number above that of an earlier one.
const ended = (i, earlier = 0) => page.waitForFunction(
  ([n, least]) => window.lab.panel.content.widgets[n].model.executionCount > least
    && window.lab.panel.sessionContext.session.kernel.status === 'idle',
  [i, earlier], { timeout: SHORT });

async function interrupt() {
  await run(options.loop);
  await page.waitForFunction(() => window.lab.panel.sessionContext.session.kernel.status === 'busy', null, { timeout: SHORT });
  const begin = Date.now();
  await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]').click();
  await ended(options.loop);
  const millis = Date.now() - begin;
  await run(options.loop + 1);
  await ended(options.loop + 1);
  return { millis, output: await outputOf(options.loop), next: await outputOf(options.loop + 1) };
}

// JupyterLab drops an answer that takes more than a second, as a first one may on a busy machine: it is asked for again.
async function complete() {
  await edit(options.complete);
  const item = page.locator('.jp-Completer-item').first();
  for (const end = Date.now() + SHORT; Date.now() < end;) {
    await page.keyboard.press('Tab');
    if (await item.waitFor({ timeout: 3000 }).then(() => true, () => false)) break;
  }
  const candidates = await page.locator('.jp-Completer-item').evaluateAll((items) => items.map((item) => item.innerText));
  await page.waitForFunction(
    () => document.querySelector('.jp-Completer-docpanel')?.innerText.trim(), null, { timeout: SHORT });
  const explained = await page.locator('.jp-Completer-docpanel').innerText();
  await screenshot('lab-completion');
  await page.keyboard.press('Escape');
  return { candidates, explained };
}

async function explain() {
  await edit(options.explain);
  await page.keyboard.press('Shift+Tab');
  await page.waitForSelector('.jp-Tooltip', { timeout: SHORT });
  const text = await page.locator('.jp-Tooltip').innerText();
  await screenshot('lab-tooltip');
  return { text };
}

const press = (command) => page.locator(`.jp-DebuggerSidebar [data-command="debugger:${command}"]`).click();

async function toggleDebugger(started) {
  await page.locator('.jp-DebuggerBugButton').click();
  await page.locator(`.jp-DebuggerBugButton[aria-pressed="${started}"]`).waitFor({ timeout: SHORT });
}

// Waits until JupyterLab knows of another stop than the last; gives what it knows.
async function stopped(last) {
  const stop = await page.waitForFunction(([known, i]) => {
    const service = window.lab.debugger;
    const { frame, frames } = service.model.callstack;
    const locals = service.model.variables.scopes.find((s) => s.name === 'Locals');
    if (!frame || frame.id === known || !locals || !service.hasStoppedThreads()) return null;
    const path = service.getCodeId(window.lab.panel.content.widgets[i].model.sharedModel.getSource());
    const stack = frames.map((f) => `${f.source.path === path ? '' : f.source.path}${f.name}:${f.line}`);
    return { frame: frame.id, seen: [...stack, ...locals.variables.map((v) => `${v.name}=${v.value}`)].join(' ') };
  }, [last?.frame, options.debug.cell], { timeout: SHORT });
  return stop.jsonValue();
}

async function debug() {
  const { line, variable, commands, expression } = options.debug;
  const [stopping, other] = [options.debug.cell, options.debug.cell + 1];
  await page.setViewportSize({ width: 1400, height: 1000 });
  await page.evaluate(() => window.lab.addDebugger());
  await toggleDebugger(true);
  await cell(stopping).locator('.cm-breakpoint-gutter .cm-gutterElement').nth(line).click();
  await page.locator('.jp-DebuggerBreakpoint').waitFor({ timeout: SHORT });
  await run(stopping);
  const stops = [await stopped()];
  const seen = {
    line: await cell(stopping).locator('.jp-DebuggerEditor-highlight').innerText(),
    variable: await page.locator('.jp-DebuggerVariables-body jp-tree-item', { hasText: variable }).innerText(),
    keyword: await page.locator('.jp-DebuggerSources .jp-DebuggerEditor-highlight span').first().innerText(),
  };
  await screenshot('lab-debugger');
  for (const command of commands) {
    await press(command);
    stops.push(await stopped(stops.at(-1)));
  }
  seen.evaluated = await page.evaluate((code) => window.lab.debugger.evaluate(code), expression);
  await stopped();
  await press('continue');
  await ended(stopping);
  seen.output = await outputOf(stopping);
  await run(other);
  await ended(other);
  seen.next = await outputOf(other);
  await toggleDebugger(false);
  await run(stopping);
  await ended(stopping, await countOf(other));
  return { ...seen, stops: stops.map((stop) => stop.seen), undebugged: await outputOf(stopping) };
}

async function see() {
  await open();
  return each([runAll, interrupt, complete, explain, debug]);
}

await play({ see }, screenshot);
