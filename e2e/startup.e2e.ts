import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, painted, test } from './harness';

/** Starts the app as a command line does, without Playwright in between; settles with its exit code. */
async function startBeside(app: ElectronApplication, args: string[]): Promise<number | null> {
  const [executable, path] = await app.evaluate(({ app: electron }) => [
    process.execPath,
    electron.getAppPath(),
  ]);
  const flags = (process.env.SKEIN_ELECTRON_FLAGS ?? '').split(' ').filter(Boolean);
  const child = spawn(executable ?? '', [...flags, path ?? '', ...args], { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('a second start shows its home in the window that is there', async ({ open, scratch }) => {
  const userData = await mkdtemp(join(scratch, 'shared-'));
  const { app, page } = await open({ userData });
  await painted(page);
  const other = join(scratch, 'no-such-home');
  const code = await startBeside(app, [`--user-data-dir=${userData}`, `--home=${other}`]);
  expect(code).toBe(0);
  await expect(page.getByText(other).first()).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('--screenshot writes a picture of the first painted view and quits', async ({ open, scratch }) => {
  const { app, home } = await open();
  const file = join(scratch, 'view.png');
  const data = await mkdtemp(join(scratch, 'data-'));
  const code = await startBeside(app, [`--user-data-dir=${data}`, `--home=${home}`, `--screenshot=${file}`]);
  expect(code).toBe(0);
  const picture = await readFile(file);
  expect([...picture.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(picture.readUInt32BE(16)).toBeGreaterThan(800);
});

test('the window and the theme return after a restart', async ({ open, scratch }) => {
  const userData = await mkdtemp(join(scratch, 'kept-'));
  const first = await open({ userData });
  await painted(first.page);
  const bounds = { x: 120, y: 80, width: 1000, height: 640 };
  await first.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
    bounds,
  );
  await first.page.evaluate(() => window.skein.settingsWrite({ theme: 'dark' }));
  await first.quit();

  const second = await open({ userData });
  await painted(second.page);
  const now = await second.app.evaluate(({ BrowserWindow, nativeTheme }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    theme: nativeTheme.themeSource,
  }));
  expect(now).toEqual({ bounds, theme: 'dark' });
  expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('without a home there is a welcome, and the demo home is one click away', async ({ open, scratch }) => {
  const { page, errors } = await open({ home: join(scratch, 'none') });
  await expect(page.getByRole('heading', { name: 'Welcome to Skein' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the demo home' }).click();
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  expect(errors).toEqual([]);
});
