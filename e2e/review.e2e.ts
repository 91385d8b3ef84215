import { join } from 'node:path';
import { mkdtemp } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { recordedHome, unpackHome } from '../src-main/fixtures/corpus';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

const pane = (page: Page) => page.getByRole('complementary', { name: 'Review' });

const homes = [
  { recorded: 'fixtures/agents-0.169', id: '01a20484-c3e5-7b80-af83-67daa3ddeb14' },
  { recorded: 'fixtures/legacy-0.150', id: '01a20487-e901-7da3-b2f4-947b324b549f' },
];

for (const { recorded, id } of homes) {
  test(`${recorded}: a review is written, survives a kill of the app, and is made`, async ({
    open,
    scratch,
  }) => {
    const copy = await unpackHome(recordedHome(recorded));
    const userData = await mkdtemp(join(scratch, 'data-'));
    const first = await open({ home: copy.path, userData });
    await painted(first.page);
    await openThread(first.page, id);

    await test.step('written with a finding on a file change', async () => {
      const { page } = first;
      await page.locator('article[data-kind="fileChange"]').first().focus();
      await page.keyboard.press('n');
      await expect(pane(page).getByLabel('Title')).toBeFocused();
      await expect(pane(page).getByLabel('File, if it is about one')).toHaveValue(/^\/.+\.txt$/);
      await expect(pane(page).getByLabel('From line')).toHaveValue('1');
      await page.keyboard.type('The file is never read');
      await pane(page).getByText('P1', { exact: true }).click();
      await pane(page).getByText('Patch is incorrect').click();
      await pane(page).getByLabel('Explanation of the verdict').fill('It writes a file that nothing reads.');
      await expect(pane(page).getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
    });

    first.app.process().kill('SIGKILL');
    await first.app.waitForEvent('close');
    const { page, errors } = await open({ home: copy.path, userData });
    await painted(page);
    await openThread(page, id);

    await test.step('there again after the app was killed', async () => {
      await page.getByRole('button', { name: 'Go on with the review of this thread' }).click();
      await expect(pane(page).getByLabel('Explanation of the verdict')).toHaveValue(
        'It writes a file that nothing reads.',
      );
      await pane(page).getByRole('button', { name: 'P1 The file is never read' }).click();
      await expect(pane(page).getByLabel('Title')).toHaveValue('The file is never read');
    });

    await test.step('told what is missing before it can be finished', async () => {
      await pane(page).getByLabel('Title').fill('');
      await page.keyboard.press('Control+Enter');
      await expect(pane(page).getByText('A finding needs a title.')).toBeVisible();
      await expect(pane(page).getByLabel('Title')).toBeFocused();
      await page.keyboard.type('Nothing reads the file');
      await expect(pane(page).getByText('A finding needs a title.')).toHaveCount(0);
    });

    await test.step('made: a thread of its own that the parent names, and no draft', async () => {
      await page.keyboard.press('Control+Enter');
      const dialog = page.getByRole('dialog', { name: 'Review a thread' });
      await expect(dialog).toContainText('patch is incorrect, one finding');
      await dialog.getByRole('button', { name: /^Apply/ }).click();
      await expect(dialog).toHaveCount(0);
      await expect(pane(page)).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Review this thread', exact: true })).toBeVisible();
      await page.getByRole('button', { name: '1 review', exact: true }).click();
      await page.getByRole('dialog', { name: 'Reviews of the thread' }).getByRole('button').click();
      await settle(page);
      await page.locator('article').first().focus();
      await page.keyboard.press('End');
      await settle(page);
      const transcript = page.locator('#thread-pane');
      await expect(transcript).toContainText('It writes a file that nothing reads.');
      await expect(transcript).toContainText('[P1] Nothing reads the file');
    });
    expect(errors).toEqual([]);
    await copy.remove();
  });
}

test('the pane is moved by the keyboard, closed by Esc, and discarded only after a question', async ({
  open,
}) => {
  const { page } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, homes[0]?.id ?? '');
  await page.locator('article').first().focus();
  await page.keyboard.press('v');
  await expect(pane(page)).toBeVisible();
  const edge = page.getByRole('separator', { name: 'Width of the review' });
  const width = async () => (await pane(page).boundingBox())?.width ?? 0;
  await edge.focus();
  await page.keyboard.press('Home');
  const least = await width();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBe(least + 16);
  await pane(page).getByLabel('Explanation of the verdict').fill('So far');
  await page.keyboard.press('Escape');
  await expect(pane(page)).toHaveCount(0);
  await expect(page.locator('[data-thread-body]')).toBeFocused();
  await page.keyboard.press('v');
  await expect(pane(page).getByLabel('Explanation of the verdict')).toHaveValue('So far');
  await pane(page).getByRole('button', { name: 'Discard …' }).click();
  await page.keyboard.press('Escape');
  await expect(pane(page).getByLabel('Explanation of the verdict')).toHaveValue('So far');
  await pane(page).getByRole('button', { name: 'Discard …' }).click();
  await page
    .getByRole('dialog', { name: 'Discard the review?' })
    .getByRole('button', { name: 'Discard', exact: true })
    .click();
  await expect(pane(page).getByLabel('Explanation of the verdict')).toHaveValue('');
});
