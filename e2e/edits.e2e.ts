import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, painted, test } from './harness';
import { holdWriterLock } from './hold-writer-lock';
import { writeLegacyHome } from './legacy-home';
import { openThread } from './open-thread';

// A plan is shown before anything is written; what was applied can be undone, also after a restart.

/** The bytes of every rollout of the home, by its path. */
async function rollouts(home: string): Promise<Record<string, string>> {
  const names = await readdir(home, { recursive: true });
  const files = names.filter((name) => name.endsWith('.jsonl') && name.includes('rollout-')).sort();
  const texts = files.map(async (name) => [name, await readFile(join(home, name), 'latin1')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

const applyButton = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: /^(Apply|Delete) \d/ });
const lamp = (page: Page) => page.locator('footer').last();
const list = (page: Page) => page.locator('#thread-list');

/** Rows of the list that name a branch, also while a dialog lies over them. */
const rowsOn = (page: Page, branch: string) =>
  page.locator('#thread-list [role="row"]', { hasText: `branch ${branch},` });

/** The row of a thread in the state database. */
function gitRow(home: string, id: string): unknown {
  const database = new Database(join(home, 'state_5.sqlite'), { readonly: true });
  try {
    return database
      .prepare(
        'SELECT git_branch AS branch, git_sha AS sha, git_origin_url AS origin FROM threads WHERE id = ?',
      )
      .get(id);
  } finally {
    database.close();
  }
}

test('one thread: before and after are shown, nothing is written until it is applied, and it is undone', async ({
  open,
}) => {
  const { page, home, errors } = await open({ recorded: 'fixtures/paginated-0.169' });
  await painted(page);
  const [id] = await page.evaluate(async () => {
    const { body } = await window.skein.threadsList({});
    if (!body.ok) throw new Error(body.error.message);
    return body.value.data.filter(({ gitInfo }) => gitInfo?.branch).map((thread) => thread.id);
  });
  if (!id) throw new Error('no thread of the home has a branch');
  const before = { row: gitRow(home, id) as { branch: string }, files: await rollouts(home) };
  await openThread(page, id);
  await list(page).focus();
  await page.keyboard.press('b');
  const sheet = page.getByRole('dialog', { name: 'Git of the thread' });
  const branch = sheet.getByRole('textbox', { name: 'Branch' });
  await expect(branch).toHaveValue(before.row.branch);
  await expect(branch.locator('..')).toHaveAttribute('title', /state_5\.sqlite/);
  await branch.fill('  release/7 ');
  await branch.press('Enter');

  const plan = page.getByRole('dialog', { name: /branch/ }).last();
  await expect(plan).toContainText(before.row.branch);
  await expect(plan).toContainText('release/7');
  await expect(plan).toContainText('state_5.sqlite');
  await expect(lamp(page)).toContainText('Plan open');
  expect(gitRow(home, id), 'a plan writes nothing').toEqual(before.row);
  await page.keyboard.press('Escape');
  await expect(lamp(page)).toContainText('Read-only');
  expect(gitRow(home, id), 'a cancelled plan writes nothing').toEqual(before.row);

  await branch.press('Enter');
  await expect(applyButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Git metadata changed/)).toBeVisible();
  expect(gitRow(home, id)).toEqual({ ...before.row, branch: 'release/7' });
  expect(await rollouts(home), 'no line of another dialect').toEqual(before.files);
  await expect(page.locator(`[id="thread-${id}"]`)).toContainText('release/7');
  await expect(branch).toHaveValue('release/7');

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(applyButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Undone/)).toBeVisible();
  expect(gitRow(home, id)).toEqual(before.row);
  expect(errors).toEqual([]);
});

test('forty threads: two conflicts are told, the others are done as one edit, and undone after a restart', async ({
  open,
  scratch,
}) => {
  test.skip(process.platform === 'win32', 'there are no writer locks of this kind on Windows');
  const home = join(scratch, 'home');
  const userData = join(scratch, 'data');
  const threads = await writeLegacyHome(home, 40);
  const [locked, changed] = [threads[3], threads[30]];
  if (!locked || !changed) throw new Error('the home has fewer threads');
  const before = await rollouts(home);
  const holder = await holdWriterLock(home, locked.id);
  try {
    const first = await open({ home, userData });
    const { page } = first;
    await painted(page);
    await expect(page.locator('#thread-count')).toHaveText('40 threads');
    await list(page).focus();
    await page.keyboard.press('Control+a');
    await expect(page.locator('#thread-count')).toHaveText('40 selected');
    await page.keyboard.press('b');
    const view = page.getByRole('region', { name: 'Edit git of many threads' });
    // The condition first: without a new value there is no plan yet, so that only one is made.
    await view.getByRole('combobox', { name: 'Branch that the threads are on now' }).fill('master');
    await view.getByRole('combobox', { name: 'New branch' }).fill('main');
    await expect(view.getByText('39 of 40 threads change')).toBeVisible();
    await expect(view.getByText('1 left out, listed first')).toBeVisible();
    await expect(view.getByRole('row').first()).toContainText('Question 4');
    await expect(view.getByRole('button', { name: 'Apply 39 changes' })).toBeEnabled();
    await expect(lamp(page)).toContainText('Plan open');
    expect(await rollouts(home)).toEqual(before);

    // Between plan and apply another program gives one of them another branch.
    const meta = before[changed.file.slice(home.length + 1)]?.split('\n')[0] ?? '';
    await appendFile(changed.file, `${meta.replace('"master"', '"elsewhere"')}\n`);
    await view.getByRole('button', { name: 'Apply 39 changes' }).click();
    const outcome = page.getByRole('dialog');
    await expect(outcome.getByText('38 threads changed. 1 thread could not be changed.')).toBeVisible();
    await expect(outcome.getByRole('listitem')).toContainText('Question 31');
    await expect(rowsOn(page, 'main').first()).toBeVisible();
    await outcome.getByRole('button', { name: 'Close' }).last().click();

    const after = await rollouts(home);
    for (const { id, file } of threads) {
      const name = file.slice(home.length + 1);
      const added = after[name]?.slice(before[name]?.length);
      const isDone = id !== locked.id && id !== changed.id;
      expect(after[name]?.startsWith(before[name] ?? '-'), 'what was there stays').toBe(true);
      if (isDone) expect(JSON.parse(added ?? '')).toMatchObject({ payload: { git: { branch: 'main' } } });
      else expect(added ?? '').not.toContain('"main"');
    }
    await first.quit();

    const second = await open({ home, userData });
    await painted(second.page);
    await list(second.page).focus();
    await second.page.keyboard.press('h');
    const journal = second.page.getByRole('region', { name: 'Journal' });
    const head = journal.getByRole('button', { expanded: false }).first();
    await expect(head).toContainText('38 threads');
    await expect(head).toContainText('done');
    await head.press('Enter');
    await expect(journal.getByRole('button', { name: 'Undo this one …' }).first()).toBeVisible();
    await journal.getByRole('button', { name: /^Undo:/ }).click();
    await expect(applyButton(second.page)).toHaveText('Apply 38 changes');
    await second.page.keyboard.press('Enter');
    await expect(second.page.getByRole('dialog').getByText('38 threads changed.')).toBeVisible();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await expect(journal.getByText('undone', { exact: true }).first()).toBeVisible();
    const undone = await rollouts(home);
    const others = threads
      .filter(({ id }) => id !== changed.id)
      .map(({ file }) => file.slice(home.length + 1));
    for (const name of others) expect(undone[name]).toBe(before[name]);
    await expect(rowsOn(second.page, 'master').first()).toBeVisible();
    await expect(rowsOn(second.page, 'main')).toHaveCount(0);
  } finally {
    await holder.kill();
  }
});

test('a thread that another program has open is not edited, and is as soon as it was let go', async ({
  open,
  scratch,
}) => {
  test.skip(process.platform === 'win32', 'there are no writer locks of this kind on Windows');
  const home = join(scratch, 'home');
  const [thread] = await writeLegacyHome(home, 2);
  if (!thread) throw new Error('no thread');
  const holder = await holdWriterLock(home, thread.id);
  try {
    const { page } = await open({ home });
    await painted(page);
    await openThread(page, thread.id);
    await list(page).focus();
    await page.keyboard.press('b');
    const sheet = page.getByRole('dialog', { name: 'Git of the thread' });
    await expect(sheet.getByRole('status')).toContainText(`(process ${holder.pid})`);
    await expect(sheet.getByRole('textbox', { name: 'Branch' })).toBeDisabled();
    await holder.kill();
    await expect(sheet.getByRole('textbox', { name: 'Branch' })).toBeEnabled();
  } finally {
    await holder.kill();
  }
});

test('archive, rename and delete by keyboard, each undone to the byte', async ({ open, scratch }) => {
  const home = join(scratch, 'home');
  const threads = await writeLegacyHome(home, 3);
  const before = await rollouts(home);
  const { page, errors } = await open({ home });
  await painted(page);
  const rows = list(page).getByRole('row');
  const selected = list(page).getByRole('row', { selected: true });
  await list(page).focus();
  await page.keyboard.press('j');
  await expect(selected).toContainText('Question 3');
  const act = async (key: string) => {
    await page.keyboard.press(key);
    await applyButton(page).press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const undo = async () => {
    await list(page).focus();
    await act('Control+z');
  };

  await act('e');
  await expect(selected, 'the next thread is shown').toContainText('Question 2');
  await expect.poll(() => stat(threads[2]?.file ?? '').catch(() => null), 'moved to the archive').toBeNull();
  await undo();
  await expect.poll(() => rollouts(home)).toEqual(before);

  await list(page).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('A name of its own');
  await act('Enter');
  await expect(selected).toContainText('A name of its own');
  await undo();
  await expect(selected).toContainText('Question 2');

  await list(page).focus();
  await act('Delete');
  await expect(rows).toHaveCount(2);
  expect(Object.keys(await rollouts(home))).toHaveLength(2);
  await page.keyboard.press('h');
  await expect(page.getByRole('region', { name: 'Journal' })).toContainText('Bin: 1 thread');
  await page.keyboard.press('Escape');
  await undo();
  await expect(rows).toHaveCount(3);
  expect(await rollouts(home)).toEqual(before);
  expect(errors).toEqual([]);
});
