import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../setup/build.mjs';
import { openDisplay } from '../setup/display.mjs';
import { electronEnvironment } from '../setup/electron-environment.mjs';
import { nodeTool } from '../setup/node-tool.mjs';
import { out, root } from '../setup/paths.mjs';
import { prepareElectron } from '../setup/prepare.mjs';
import { runCommand } from '../setup/run-command.mjs';

export const title = 'End-to-end tests in the real window';

export async function run({ node }) {
  const { electron } = await prepareElectron();
  const display = await openDisplay();
  const report = join(out, 'reports', 'playwright.json');
  await mkdir(join(out, 'reports'), { recursive: true });
  await rm(report, { force: true });
  try {
    await build('app', node);
    // Whatever display there is: a test must not depend on its graphics.
    const environment = await electronEnvironment(node, electron, { ...display, isVirtual: true });
    const env = {
      ...environment,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    };
    const playwright = await nodeTool('@playwright/test', 'playwright');
    const { code } = await runCommand(node, [playwright, 'test'], { cwd: root, env, stream: true });
    const counts = await countsIn(report);
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    await display.stop();
  }
}

/** A test that passes only when repeated counts as failed. */
async function countsIn(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(text).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
