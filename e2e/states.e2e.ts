import { appendFile, chmod, mkdir, mkdtemp, readdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { writeDamagedHome } from '../src-main/fixtures/crafted/damaged-home';
import { RolloutWriter, writeFiles } from '../src-main/fixtures/crafted/rollout-writer';
import { expect, painted, screenshot, test } from './harness';
import { openThread, selectThread } from './open-thread';
import { settle } from './settle';

// Homes and threads that are not as they should be, what returns after a restart, and what appears by itself.

const count = (page: Page) => page.locator('#thread-count');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const message = (page: Page, text: string) => page.locator('article', { hasText: text });

test('no home: a welcome, from which the demo home opens with all of its threads', async ({
  open,
  scratch,
}) => {
  const { page, errors } = await open({ home: join(scratch, 'nowhere') });
  await painted(page);
  await expect(heading(page, 'Welcome to Skein')).toBeVisible();
  await expect(page.getByText(join(scratch, 'nowhere')).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeEnabled();
  await page.getByRole('button', { name: 'Open the demo home' }).click();

  const shipped = await readdir(resolve(import.meta.dirname, '../resources/demo-home'), { recursive: true });
  const ids = shipped.flatMap((name) => /^rollout-.{20}([0-9a-f-]{36})/.exec(basename(name))?.[1] ?? []);
  await expect(count(page)).toHaveText(`${new Set(ids).size} threads`);
  await expect(page.getByText('Demo home').first()).toBeVisible();
  await page.locator('#thread-list [role="row"]').first().click();
  await settle(page);
  await expect(page.locator('article[data-kind="userMessage"]').first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('an empty home says so, and shows the first thread when it is started', async ({ open, scratch }) => {
  const home = await mkdtemp(join(scratch, 'home-'));
  const { page } = await open({ home });
  await painted(page);
  await expect(heading(page, 'No threads yet')).toBeVisible();
  const writer = new RolloutWriter(1, 'paginated').turn('The first words', 'An answer');
  await writeFiles(home, { [writer.file()]: writer.text() });
  await expect(count(page)).toHaveText('1 thread');
  await openThread(page, writer.id);
  await expect(message(page, 'An answer')).toBeVisible();
});

test('what is no folder is told', async ({ open, scratch }) => {
  const file = join(scratch, 'file');
  await writeFile(file, 'a file');
  const { page } = await open({ home: file });
  await painted(page);
  await expect(heading(page, 'This is not a folder')).toBeVisible();
});

test('a home that cannot be read is told', async ({ open, scratch }) => {
  test.skip(process.getuid?.() === 0, 'root may read everything');
  test.skip(process.platform === 'win32', 'there are no such modes');
  const locked = await mkdtemp(join(scratch, 'locked-'));
  await mkdir(join(locked, 'sessions'));
  await chmod(locked, 0);
  const { page } = await open({ home: locked });
  await painted(page);
  await expect(heading(page, 'This Codex home cannot be read')).toBeVisible();
  await chmod(locked, 0o700);
});

test('folders that could not be read are named above the list, until they can be', async ({
  open,
  scratch,
}) => {
  const home = join(scratch, 'home');
  const writer = new RolloutWriter(1, 'paginated').turn('First prompt', 'First answer');
  await writeFiles(home, { [writer.file()]: writer.text() });
  // A link out of the home is an obstacle for everybody; modes are none for root.
  await mkdir(join(scratch, 'outside'));
  await symlink(join(scratch, 'outside'), join(home, 'sessions', 'elsewhere'));
  const { page, errors } = await open({ home });
  await painted(page);
  await expect(count(page)).toHaveText('1 thread');
  const notice = page.getByText('Threads may be missing');
  await expect(notice).toHaveText('Threads may be missing: sessions/elsewhere could not be read.');
  await screenshot(page, 'obstacle');
  await page.getByRole('button', { name: 'Why' }).click();
  await expect(page.getByRole('dialog', { name: 'What could not be read' })).toContainText(
    'The link leads out of the Codex home.',
  );
  await page.keyboard.press('Escape');
  await openThread(page, writer.id);
  await unlink(join(home, 'sessions', 'elsewhere'));
  await expect(notice).toHaveCount(0);
  await expect(message(page, 'First answer')).toBeVisible();

  if (process.getuid?.() !== 0 && process.platform !== 'win32') {
    const day = join(home, 'sessions', '2026', '05', '21');
    await mkdir(day);
    await chmod(day, 0);
    await expect(notice).toHaveText('Threads may be missing: sessions/2026/05/21 could not be read.');
    await chmod(day, 0o700);
    await expect(notice).toHaveCount(0);
  }
  expect(errors).toEqual([]);
});

test('damage is listed, leads to the raw bytes, and hides nothing else', async ({ open, scratch }) => {
  const threads = await writeDamagedHome(scratch);
  const { page, errors } = await open({ home: scratch });
  await painted(page);
  const garbage = threads.find(({ label }) => label === 'a line of garbage');
  await openThread(page, garbage?.id ?? '');
  await page
    .getByText('One place of this thread could not be read')
    .locator('..')
    .getByRole('button', { name: 'Show' })
    .click();
  const list = page.getByRole('dialog', { name: 'What could not be read' });
  await expect(list).toContainText(`${garbage?.id}.jsonl`);
  await expect(list).toContainText(/line \d+, 15 bytes at [\d,]+/);
  await list.getByRole('button', { name: 'Raw' }).click();
  const raw = page.getByRole('dialog', { name: /^Raw: Damage/ });
  await expect(raw).toContainText('not JSON at all');
  await page.keyboard.press('Escape');

  for (const { id, label, damage, prompts } of threads) {
    await test.step(label, async () => {
      await selectThread(page, id);
      const notice = page
        .locator('#thread-pane header')
        .getByRole('status')
        .filter({ hasText: 'could not be read' });
      if (damage.length === 0) await expect(notice).toHaveCount(0);
      else {
        const words = damage.length === 1 ? 'One place' : `${damage.length} places`;
        await expect(notice).toContainText(`${words} of this thread could not be read`);
      }
      if (prompts.length === 0) return;
      await settle(page);
      for (const prompt of prompts) await expect(message(page, prompt).first()).toBeVisible();
    });
  }
  expect(errors).toEqual([]);
});

test('thread, place and filters return after a restart', async ({ open, scratch }) => {
  const userData = await mkdtemp(join(scratch, 'data-'));
  const home = await mkdtemp(join(scratch, 'home-'));
  const long = new RolloutWriter(1, 'paginated');
  // The place lies inside of an answer that is higher than the window.
  for (let turn = 1; turn <= 60; turn += 1)
    long.turn(`Prompt ${turn}`, `Answer ${turn}. ${'More words. '.repeat(turn === 3 ? 900 : turn)}`);
  const other = new RolloutWriter(2, 'legacy', { git: { branch: 'other' } }).turn('Another', 'thread');
  await writeFiles(home, { [long.file()]: long.text(), [other.file()]: other.text() });

  const first = await open({ home, userData });
  await painted(first.page);
  await openThread(first.page, long.id);
  const filterByMain = async () => {
    await first.page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Branch' }).click();
    await first.page.getByRole('option', { name: 'main' }).click();
    await first.page.keyboard.press('Escape');
    await expect(count(first.page)).toHaveText('1 of 2 threads');
  };
  await first.page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 1500 }));
  await settle(first.page);
  const place = (page: Page) =>
    page.evaluate(() => {
      const edge = document.querySelector('[data-thread-body]')?.getBoundingClientRect().top ?? 0;
      const row = [...document.querySelectorAll('[role="feed"] > article')]
        .filter((article) => article.getBoundingClientRect().bottom > edge)
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0];
      return {
        row: row?.getAttribute('data-index'),
        top: Math.round((row?.getBoundingClientRect().top ?? 0) - edge),
      };
    });
  const before = await place(first.page);
  expect(before.top).toBeLessThan(-500);

  // Also when another thread was read in between.
  await openThread(first.page, other.id);
  await openThread(first.page, long.id);
  await expect.poll(() => place(first.page)).toEqual(before);
  await filterByMain();
  await first.quit();

  const second = await open({ home, userData });
  await painted(second.page);
  await expect(count(second.page)).toHaveText('1 of 2 threads');
  await expect(second.page.getByRole('button', { name: 'Branch: main' })).toBeVisible();
  await expect(second.page.getByRole('row', { selected: true })).toHaveAttribute('id', `thread-${long.id}`);
  await settle(second.page);
  await expect.poll(() => place(second.page)).toEqual(before);
});

test('what Codex appends appears by itself, a line that is still being written when it is whole', async ({
  open,
  scratch,
}) => {
  const writer = new RolloutWriter(1, 'paginated').turn('First prompt', 'First answer');
  await writeFiles(scratch, { [writer.file()]: writer.text() });
  const file = join(scratch, writer.file());
  const { page, errors } = await open({ home: scratch });
  await painted(page);
  await openThread(page, writer.id);
  let written = writer.lines.length;
  const added = () => {
    const text = writer.lines
      .slice(written)
      .map((line) => `${line}\n`)
      .join('');
    written = writer.lines.length;
    return text;
  };

  writer.begin('Second prompt');
  await appendFile(file, added());
  await expect(message(page, 'Second prompt').first()).toBeVisible();

  writer.say('An answer in two pieces');
  const text = added();
  const cut = text.indexOf('two pieces');
  await appendFile(file, text.slice(0, cut));
  writer.complete('An answer in two pieces');
  await appendFile(file, text.slice(cut) + added());
  await expect(message(page, 'An answer in two pieces')).toBeVisible();
  await expect(page.locator('article[data-kind="turn"]').last()).toContainText('completed');
  await expect(page.getByText('could not be read')).toHaveCount(0);
  // What was there has not moved, and is there once.
  await expect(message(page, 'First answer')).toHaveCount(1);
  await expect(page.locator(`[id="thread-${writer.id}"]`)).toContainText('2 turns');

  const another = new RolloutWriter(2, 'legacy').turn('Started elsewhere', 'Yes');
  await writeFiles(scratch, { [another.file()]: another.text() });
  await expect(count(page)).toHaveText('2 threads');
  await expect(page.locator(`[id="thread-${another.id}"]`)).toContainText('Started elsewhere');
  expect(errors).toEqual([]);
});
