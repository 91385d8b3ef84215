import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

const paginated = { recorded: 'fixtures/paginated-0.169', id: '01a20471-0529-7ce3-94cd-15e5a1363b7c' };
const legacy = { recorded: 'fixtures/legacy-0.133', id: '01a20471-3970-7390-a5ef-a51c8deb9b5c' };

const turn = (page: Page, number: number) =>
  page.getByRole('article', { name: `Turn ${number}`, exact: true });

/** Applies the plan that is shown, and waits until it is done. */
async function apply(page: Page, title: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: /^Apply/ }).click();
  await expect(dialog).toHaveCount(0);
}

/** Takes back what the newest notice tells of. */
async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await apply(page, /^Undo/);
}

/** Paths of all rollout files of a home. */
async function rolloutFiles(home: string): Promise<string[]> {
  const entries = await readdir(join(home, 'sessions'), { recursive: true });
  return entries.filter((name) => name.endsWith('.jsonl')).sort();
}

for (const { recorded, id } of [paginated, legacy]) {
  test(`${recorded}: a fork before a turn, the way back, and the fork taken back`, async ({ open }) => {
    const { page, home, errors } = await open({ recorded });
    await painted(page);
    await openThread(page, id);
    const files = await rolloutFiles(home);
    const title = (await page.locator('#thread-pane h2').textContent()) ?? '';
    await turn(page, 2).focus();
    await page.keyboard.press('f');
    await apply(page, 'Fork a thread');

    await test.step('the new thread is shown, with the first turn alone, and has the focus', async () => {
      await expect(page.getByText(`Forked before turn 2 of “${title}”`)).toBeVisible();
      await settle(page);
      await expect(turn(page, 1)).toBeVisible();
      await expect(turn(page, 2)).toHaveCount(0);
      await expect(page.locator('[data-thread-body]')).toBeFocused();
      await expect(page.getByRole('treegrid').getByRole('row', { selected: true })).toContainText('Fork');
      expect(await rolloutFiles(home)).toHaveLength(files.length + 1);
    });

    await test.step('back to the parent, which names its forks, and forth again', async () => {
      await page.getByRole('button', { name: 'Back to it' }).click();
      await expect(page.getByRole('button', { name: `Resume ${id} in Codex` })).toBeVisible();
      await settle(page);
      await expect(turn(page, 3)).toBeVisible();
      await page.getByRole('button', { name: /^\d forks?$/ }).click();
      await page.getByRole('dialog', { name: 'Forks of the thread' }).getByRole('button').first().click();
      await expect(page.getByText('Forked before turn 2')).toBeVisible();
      await settle(page);
      await turn(page, 1).focus();
      await page.keyboard.press('p');
      await expect(page.getByRole('button', { name: `Resume ${id} in Codex` })).toBeVisible();
      await settle(page);
    });

    await test.step('taken back, its file is gone', async () => {
      await undo(page);
      await expect.poll(() => rolloutFiles(home)).toEqual(files);
    });

    await test.step('who is at a fork while it is taken back, is led back', async () => {
      await turn(page, 2).focus();
      await page.keyboard.press('Shift+F');
      await apply(page, 'Fork a thread');
      await expect(page.getByText('Forked through turn 2')).toBeVisible();
      await undo(page);
      await expect(page.getByRole('heading', { name: 'This thread is not in this home' })).toBeVisible();
      await page.getByRole('button', { name: 'Back to the thread that it was made of' }).click();
      await expect(page.getByRole('button', { name: `Resume ${id} in Codex` })).toBeVisible();
      expect(await rolloutFiles(home)).toEqual(files);
    });
    expect(errors).toEqual([]);
  });

  test(`${recorded}: turns are rolled back, shown as ghosts, and brought back`, async ({ open }) => {
    const { page, errors } = await open({ recorded });
    await painted(page);
    await openThread(page, id);
    await turn(page, 3).focus();
    await page.keyboard.press('u');
    const leaving = page.locator('article[data-leaving][data-kind="turn"]');

    await test.step('the transcript shows what would leave, for as many turns as are asked for', async () => {
      await expect(leaving).toHaveCount(1);
      await expect(turn(page, 3)).toContainText('1 turn will leave the model’s view');
      await page.keyboard.press('ArrowUp');
      await expect(leaving).toHaveCount(2);
      await expect(turn(page, 2)).toContainText('2 turns will leave the model’s view');
      await page.keyboard.press('Escape');
      await expect(leaving).toHaveCount(0);
      await expect(turn(page, 3)).toBeFocused();
    });

    await test.step('the plan is shown before anything is written; then the turns are ghosts', async () => {
      await turn(page, 2).focus();
      await page.keyboard.press('u');
      await expect(leaving).toHaveCount(2);
      await page.keyboard.press('Enter');
      await expect(page.locator('footer').getByText('Plan open')).toBeVisible();
      await apply(page, /^(Roll back|Revert)/);
      await expect(page.getByText(/^(Rolled back|Reverted) .*, 2 turns/)).toBeVisible();
      await settle(page);
      await expect(leaving).toHaveCount(0);
      await expect(page.locator('article[data-kind="turn"][data-reverted]')).toHaveCount(2);
      await expect(page.getByRole('form', { name: 'Roll back' })).toHaveCount(0);
    });

    await test.step('a ghost can be no place of a fork, and says why', async () => {
      await turn(page, 2).focus();
      await page.keyboard.press('f');
      await expect(page.getByText('has left the model’s view already')).toBeVisible();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });

    await test.step('undone from the journal, also after a restart of the window', async () => {
      await page.reload();
      await painted(page);
      await openThread(page, id);
      await turn(page, 1).focus();
      await page.keyboard.press('Control+z');
      await apply(page, /^Undo/);
      await expect(page.locator('article[data-reverted]')).toHaveCount(0);
      await settle(page);
      await expect(turn(page, 3)).toBeVisible();
    });
    expect(errors).toEqual([]);
  });
}

test('an archived thread offers neither, and says why', async ({ open }) => {
  const { page } = await open({ recorded: paginated.recorded });
  await painted(page);
  await openThread(page, '01a20471-0797-76d2-a38f-a070023dd7b2');
  await page.getByRole('button', { name: 'Fork or roll back', exact: true }).click();
  for (const item of await page.getByRole('menuitem').all()) {
    await expect(item).toBeDisabled();
    await expect(item).toContainText('The thread is archived');
  }
});
