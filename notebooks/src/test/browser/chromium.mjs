// A headless Chromium that sees this machine alone, and what its page complains of.
import { createRequire } from 'node:module';

/** What the Java test asks for. */
export const options = JSON.parse(process.argv[2]);

const require = createRequire(options.modules + '/');
const { chromium } = require('playwright-core');

export const LONG = options.limitMillis;
export const SHORT = 30_000;

const browser = await chromium.launch({
  executablePath: options.chromium,
  headless: true,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
    // Everything has to work without a network.
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  ],
});
export const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
export const pageErrors = [];
page.on('pageerror', (e) => pageErrors.push(String(e)));

// Runs in the page: counts the states that a live progress bar was seen in; it may be gone at the end.
export function watchProgress() {
  const seen = new Set();
  window.progressSeen = seen;
  const look = () => document.querySelectorAll('progress').forEach((p) => seen.add(p.outerHTML));
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}

/** One step that fails does not hide how the others go. */
export async function each(steps) {
  const seen = {};
  for (const step of steps) {
    seen[step.name] = await step().catch((e) => ({ failure: String(e) }));
  }
  return seen;
}

/** Runs the scenario asked for; what was seen goes to standard output as one line of JSON, which the Java test judges. */
export async function play(scenarios, screenshot) {
  try {
    const seen = await scenarios[options.scenario]();
    console.log(JSON.stringify({ ...seen, pageErrors }));
  } catch (e) {
    await screenshot(`${options.name}-failed`).catch(() => {});
    console.log(JSON.stringify({ failure: String(e), pageErrors }));
  } finally {
    await browser.close();
  }
}
