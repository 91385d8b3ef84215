// node scripts/pictures.mjs: takes the pictures of the README anew, from the demo home.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from './setup/build.mjs';
import { openDisplay } from './setup/display.mjs';
import { electronEnvironment } from './setup/electron-environment.mjs';
import { main } from './setup/main.mjs';
import { root } from './setup/paths.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { Problem } from './setup/problem.mjs';
import { step } from './setup/progress.mjs';

/** A thread with changed files and two reverted turns. */
const thread = '01a1d021-4a4a-7970-84bf-1c30d01a3804';
const size = { width: 1440, height: 900 };
const mostBytes = 400_000;

await main(async () => {
  const { node, electron } = await prepareElectron();
  const display = await openDisplay();
  const scratch = await mkdtemp(join(tmpdir(), 'skein-pictures-'));
  try {
    await build('app', node);
    const env = await electronEnvironment(node, electron, display);
    const { _electron } = await import('@playwright/test');
    const app = await _electron.launch({
      executablePath: electron.executable,
      cwd: root,
      colorScheme: null,
      args: [
        ...env.SKEIN_ELECTRON_FLAGS.split(' ').filter(Boolean),
        root,
        `--user-data-dir=${join(scratch, 'data')}`,
        `--home=${join(scratch, 'none')}`,
      ],
      env,
    });
    const page = await app.firstWindow();
    await page.setViewportSize(size);
    await openThread(page);
    for (const theme of ['light', 'dark']) await takePicture(page, theme);
    await app.close();
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    await display.stop();
  }
  return 0;
});

async function openThread(page) {
  await page.getByRole('button', { name: 'Open the demo home' }).click();
  await page.locator(`[id="thread-${thread}"]`).click();
  const changes = page.locator('article[data-kind="fileChange"]');
  await changes.nth(1).getByRole('button', { expanded: false }).first().click();
  await page.getByText(/^Reverted/).waitFor();
  await page.getByRole('treegrid', { name: 'Threads' }).focus();
  await page.mouse.move(0, size.height);
}

async function takePicture(page, theme) {
  const path = join(root, 'docs', 'images', `thread-${theme}.png`);
  await step(relative(root, path), async () => {
    await mkdir(join(root, 'docs', 'images'), { recursive: true });
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path });
    const bytes = (await stat(path)).size;
    if (bytes > mostBytes) throw new Problem(`${path} has ${bytes} bytes: too many for a README.`);
  });
}
