// Drives Jupyter Notebook 6 in a headless Chromium: node drive.mjs '{"scenario": "run", "url": ..., ...}'.
import { LONG, SHORT, each, options, page, pageErrors, play, watchProgress } from './chromium.mjs';

async function open() {
  await page.goto(options.url, { timeout: SHORT });
  await page.waitForFunction(
    () => window.Jupyter?.notebook?.kernel?.is_connected() && document.querySelector('.kernel_idle_icon'),
    null, { timeout: LONG });
}

function cells() {
  const text = (e) => (Array.isArray(e) ? e.join('') : String(e));
  return Jupyter.notebook.get_cells().filter((c) => c.cell_type === 'code').map((c) => ({
    source: c.get_text(),
    count: typeof c.input_prompt_number === 'number' ? c.input_prompt_number : null,
    errors: c.output_area.outputs.filter((o) => o.output_type === 'error')
      .map((o) => text(o.traceback.join('\n'))),
    text: c.output_area.element[0].innerText,
  }));
}

const ended = () => {
  const code = Jupyter.notebook.get_cells().filter((c) => c.cell_type === 'code' && c.get_text().trim());
  const failed = code.some((c) => c.output_area.outputs.some((o) => o.output_type === 'error'));
  return (failed && document.querySelector('.kernel_idle_icon'))
    || code.every((c) => typeof c.input_prompt_number === 'number');
};

function pictures() {
  return [...document.querySelectorAll('.output_area svg, .output_area img')].map((e) => {
    const box = e.getBoundingClientRect();
    const shown = getComputedStyle(e).visibility !== 'hidden';
    return { kind: e.tagName.toLowerCase(), width: shown ? box.width : 0, height: shown ? box.height : 0 };
  });
}

// The page scrolls inside a pane, which a full-page picture would cut off: the window is made as high as the content.
async function screenshot(name) {
  const height = await page.evaluate(() => {
    const pane = document.querySelector('#site');
    pane.scrollTop = 0;
    return Math.ceil(document.querySelector('#notebook').scrollHeight + pane.getBoundingClientRect().top + 40);
  });
  await page.setViewportSize({ width: 1100, height: Math.min(Math.max(height, 500), 15_000) });
  await page.evaluate(() => window.dispatchEvent(new Event('resize')));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: `${options.screenshots}/${name}.png`, fullPage: true });
}

async function run() {
  await open();
  await page.evaluate(watchProgress);
  await page.evaluate(() => Jupyter.notebook.execute_all_cells());
  await page.waitForFunction(ended, null, { timeout: LONG }).catch((e) => pageErrors.push(String(e)));
  await screenshot(options.name);
  return {
    cells: await page.evaluate(cells),
    pictures: await page.evaluate(pictures),
    progress: await page.evaluate(() => [...window.progressSeen]),
  };
}

const code = (i) => page.locator('.code_cell').nth(i);
const outputOf = (i) => code(i).locator('.output').innerText();

async function runCell(i) {
  await code(i).locator('.CodeMirror').click();
  await page.keyboard.press('Control+Enter');
}

const finished = (i) => page.waitForFunction(
  (n) => typeof Jupyter.notebook.get_cells()[n].input_prompt_number === 'number'
    && document.querySelector('.kernel_idle_icon'),
  i, { timeout: SHORT });

async function answer() {
  await runCell(0);
  const field = page.locator('.raw_input');
  await field.waitFor({ timeout: SHORT });
  const prompt = await page.locator('.raw_input_prompt').innerText();
  await field.fill('Ada');
  await field.press('Enter');
  await finished(0);
  return { prompt, output: await outputOf(0) };
}

async function interrupt() {
  await runCell(1);
  await page.waitForSelector('.kernel_busy_icon', { timeout: SHORT });
  const begin = Date.now();
  await page.locator('button[data-jupyter-action="jupyter-notebook:interrupt-kernel"]').click();
  await finished(1);
  const millis = Date.now() - begin;
  await runCell(2);
  await finished(2);
  return { millis, output: await outputOf(1), next: await outputOf(2) };
}

async function complete() {
  await code(3).locator('.CodeMirror').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Tab');
  await page.waitForSelector('#complete option', { timeout: SHORT });
  const candidates = await page.locator('#complete option').allInnerTexts();
  await screenshot('completion');
  await page.keyboard.press('Escape');
  return { candidates };
}

async function tooltip() {
  await code(3).locator('.CodeMirror').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+Tab');
  await page.waitForFunction(() => document.querySelector('#tooltip .tooltiptext')?.innerText.trim(),
    null, { timeout: SHORT });
  const text = await page.locator('#tooltip .tooltiptext').innerText();
  await page.screenshot({ path: `${options.screenshots}/tooltip.png`, animations: 'disabled' });
  await page.keyboard.press('Escape');
  return { text };
}

async function pager() {
  await page.setViewportSize({ width: 1100, height: 900 });
  await runCell(4);
  await page.waitForFunction(
    () => document.querySelector('#pager-contents')?.innerText.trim()
      && !window.jQuery('#pager').is(':animated') && document.querySelector('#pager').offsetHeight > 100,
    null, { timeout: SHORT });
  await page.screenshot({ path: `${options.screenshots}/pager.png`, animations: 'disabled' });
  return { text: await page.locator('#pager-contents').innerText() };
}

async function interact() {
  await open();
  return each([answer, interrupt, complete, tooltip, pager]);
}

await play({ run, interact }, screenshot);
