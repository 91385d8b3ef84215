import { chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, painted, test } from './harness';
import { writeLegacyHome } from './legacy-home';
import { selectThread } from './open-thread';

/** Answers the questions of main with the button of this number, and keeps them. */
async function answerQuestions(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push((args.at(-1) as { detail: string }).detail);
      return { response: answer, checkboxChecked: false };
    };
  }, response);
}

const questions = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

test('the command that resumes a thread is shown, copied, and run in a terminal only after a yes', async ({
  open,
  scratch: folder,
}) => {
  test.skip(process.platform !== 'linux', 'a terminal is found in the PATH there only');
  const scratch = await realpath(folder);
  const home = join(scratch, 'home');
  const [here, gone] = await writeLegacyHome(home, 2);
  if (!here || !gone) throw new Error('two threads were to be written');
  const cwd = join(scratch, "ada's $(touch hacked) loom");
  const bin = join(scratch, 'bin');
  await mkdir(cwd);
  await mkdir(bin);
  const text = await readFile(here.file, 'utf8');
  await writeFile(here.file, text.replace('/srv/loom', cwd));
  await writeFile(gone.file, (await readFile(gone.file, 'utf8')).replace('/srv/loom', join(scratch, 'gone')));
  // A terminal as they all are: it runs the words behind its option.
  const programs = {
    'x-terminal-emulator': `shift; "$@" < /dev/null > "${scratch}/out" 2>&1; echo > "${scratch}/ended"`,
    codex: 'echo "$PWD|$CODEX_HOME|$*"',
  };
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const PATH = [bin, process.env.PATH].join(delimiter);
  const { app, page, errors } = await open({ home, env: { PATH, SHELL: '/bin/sh' } });
  await painted(page);
  await selectThread(page, here.id);
  const panel = page.getByRole('dialog', { name: 'Resume in Codex' });
  const choose = async (id: string, what: RegExp) => {
    await page.getByRole('button', { name: `Resume ${id} in Codex` }).click();
    await panel.getByRole('button', { name: what }).click();
  };

  await page.getByRole('button', { name: `Resume ${here.id} in Codex` }).click();
  await expect(panel.locator('code')).toContainText(`codex resume ${here.id}`);
  const command = await panel.locator('code').innerText();
  expect(command).toBe(`cd '${cwd.replaceAll("'", "'\\''")}' && CODEX_HOME=${home} codex resume ${here.id}`);
  await page.keyboard.press('Escape');

  await test.step('copied, it is what was shown', async () => {
    await choose(here.id, /^Copy/);
    await expect(page.getByText(`Copied: ${command}`)).toBeVisible();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(command);
  });

  await test.step('a no starts nothing', async () => {
    await answerQuestions(app, 0);
    await choose(here.id, /^Run in a terminal/);
    await expect.poll(() => questions(app)).toEqual([expect.stringContaining(command)]);
  });

  await test.step('a yes runs it, in the directory and with the home', async () => {
    await answerQuestions(app, 1);
    await choose(here.id, /^Run in a terminal/);
    await expect(page.getByText('A terminal was started.')).toBeVisible();
    await expect.poll(() => readFile(join(scratch, 'ended'), 'utf8').catch(() => null)).not.toBeNull();
    const out = await readFile(join(scratch, 'out'), 'utf8');
    expect(out.split('\n').filter((line) => line.includes('|'))).toEqual([
      `${cwd}|${home}|resume ${here.id}`,
    ]);
    await expect(readFile(join(cwd, 'hacked'))).rejects.toThrow('ENOENT');
  });

  await test.step('a directory that is gone is refused unasked', async () => {
    await selectThread(page, gone.id);
    await answerQuestions(app, 1);
    await choose(gone.id, /^Run in a terminal/);
    await expect(page.getByText("The thread's directory is not there")).toBeVisible();
    expect(await questions(app)).toEqual([]);
  });
  expect(errors).toEqual([]);
});
