import type { ElectronApplication } from '@playwright/test';
import { expect, painted, test } from './harness';

// S-38. A page object does not outlive its crash, so the window is looked at from main.

const look = (app: ElectronApplication, script: string) =>
  app.evaluate(async ({ BrowserWindow }, code) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // A page that has crashed, or is about to, never answers.
    const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), 500));
    const value: unknown = await Promise.race([
      contents?.executeJavaScript(code, true).catch(() => null),
      silence,
    ]);
    return { url: contents?.getURL(), value };
  }, script);

const crash = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );

const heading = 'document.querySelector("h1")?.textContent';
const paintedMark = 'document.documentElement.dataset.painted';

/** Notes in main every recovery page that was loaded: it stands for a moment only, and looking may miss it. */
const noteRecoveries = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }, code) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const headings: unknown[] = [];
    Object.assign(globalThis, { recoveries: headings });
    contents?.on('did-finish-load', () => {
      if (contents.getURL() !== 'skein://app/recovery') return;
      contents.executeJavaScript(code).then(
        (text: unknown) => headings.push(text),
        () => undefined,
      );
    });
  }, heading);

const recoveries = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as { recoveries?: unknown[] }).recoveries);

/** Answers the question of main in the user's place, after a moment, and notes how often it came. */
const answerQuestion = (app: ElectronApplication, button: 'Try again' | 'Quit') =>
  app.evaluate(({ dialog }, wanted) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    // The one overload that is used: parent and options.
    const answer = async (_parent: unknown, options: Electron.MessageBoxOptions) => {
      asked.push(options.message);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return { response: options.buttons?.indexOf(wanted) ?? -1, checkboxChecked: false };
    };
    dialog.showMessageBox = answer as typeof dialog.showMessageBox;
  }, button);

const questions = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as { asked?: string[] }).asked);

/** Crashes the window as often as it comes back by itself, and sees it come back. */
async function crashThreeTimes(app: ElectronApplication): Promise<void> {
  await noteRecoveries(app);
  for (let time = 1; time <= 3; time += 1) {
    await crash(app);
    await expect
      .poll(() => recoveries(app), `crash ${time}`)
      .toEqual(Array.from({ length: time }, () => 'The window stopped working'));
    await expect
      .poll(() => look(app, paintedMark), `back ${time}`)
      .toEqual({ url: 'skein://app/index.html', value: '1' });
  }
}

test('a crashed window shows the recovery page and comes back by itself, until it happens too often', async ({
  open,
}) => {
  const { app, page } = await open();
  await painted(page);
  await answerQuestion(app, 'Try again');
  await crashThreeTimes(app);
  expect(await questions(app)).toEqual([]);
  await crash(app);
  await expect.poll(() => questions(app)).toEqual(['The window keeps crashing']);
  await expect.poll(() => look(app, paintedMark)).toEqual({ url: 'skein://app/index.html', value: '1' });
  const { value } = await look(app, 'window.skein.settingsRead({})');
  expect(value).toMatchObject({ body: { ok: true } });
  // It came back by the answer, not by the recovery page.
  expect(await recoveries(app)).toHaveLength(3);
});

test('a window that crashes again and again lets itself be quit', async ({ open }) => {
  const { app, page } = await open();
  await painted(page);
  await answerQuestion(app, 'Quit');
  await crashThreeTimes(app);
  const ended = app.waitForEvent('close');
  await crash(app);
  await ended;
});

test('the window that came back has a working bridge', async ({ open }) => {
  const { app, page } = await open();
  await painted(page);
  await crash(app);
  await expect.poll(async () => (await look(app, paintedMark)).url).toBe('skein://app/recovery');
  await expect.poll(() => look(app, paintedMark)).toEqual({ url: 'skein://app/index.html', value: '1' });
  const { value } = await look(app, 'window.skein.settingsRead({})');
  expect(value).toMatchObject({ body: { ok: true } });
});

test('an uncaught exception in main leaves the window working', async ({ open }) => {
  const { app, page } = await open();
  await painted(page);
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted');
    });
    void Promise.reject(new Error('planted too'));
  });
  await page.waitForTimeout(300);
  const reply = await page.evaluate(() => window.skein.settingsRead({}));
  expect(reply.body).toMatchObject({ ok: true });
});
