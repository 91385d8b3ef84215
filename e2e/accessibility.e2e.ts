import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

/** What axe finds serious or critical in what is on screen, with the elements. */
async function faults(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(passes.length, 'rules that found something to look at').toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((chosen) => window.skein.settingsWrite({ theme: chosen }), theme);
  await page.reload();
  await painted(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

for (const theme of ['light', 'dark'] as const) {
  test(`${theme}: axe finds nothing serious in list, thread and what lies above them`, async ({ open }) => {
    const { page } = await open({ recorded: 'fixtures/agents-0.169' });
    await painted(page);
    await setTheme(page, theme);
    expect(await faults(page), 'list').toEqual([]);

    await openThread(page, '01a20484-c3e5-7b80-af83-67daa3ddeb14');
    const command = page.locator('article[data-kind="commandExecution"]').first();
    await command.getByRole('button', { expanded: false }).first().click();
    await settle(page);
    expect(await faults(page), 'thread').toEqual([]);
    await command.focus();
    await page.keyboard.press('r');
    await expect(page.getByRole('dialog', { name: /^Raw:/ })).toContainText('"type"');
    expect(await faults(page), 'raw view').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('file');
    await expect(page.getByRole('search').getByRole('status')).toContainText('item');
    expect(await faults(page), 'find').toEqual([]);
    await page.keyboard.press('Escape');

    const parts: [open: string, part: string][] = [
      ['?', 'Keys'],
      [',', 'Settings'],
      ['Control+k', 'Command palette'],
    ];
    for (const [key, name] of parts) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      expect(await faults(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    for (const pill of ['Date', 'Branch']) {
      await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: pill }).click();
      await expect(page.getByRole('dialog', { name: `${pill} filter` })).toBeVisible();
      expect(await faults(page), `${pill} filter`).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  test(`${theme}: axe finds nothing serious where damage is told`, async ({ open }) => {
    const { page } = await open({ recorded: 'fixtures/damaged-0.169' });
    await painted(page);
    await setTheme(page, theme);
    await openThread(page, '01a0d000-0000-7000-8000-000000000001');
    expect(await faults(page), 'damage').toEqual([]);
  });

  test(`${theme}: axe finds nothing serious in reverted turns and in the welcome`, async ({
    open,
    scratch,
  }) => {
    const { page, quit } = await open();
    await painted(page);
    await setTheme(page, theme);
    await openThread(page, '01a20471-0889-7582-b6fb-5d00a484af15');
    expect(await faults(page), 'reverted turns').toEqual([]);
    await page.getByRole('button', { name: 'Show items' }).first().click();
    await settle(page);
    expect(await faults(page), 'their items').toEqual([]);
    await quit();

    const welcome = await open({ home: join(scratch, 'nowhere') });
    await painted(welcome.page);
    await setTheme(welcome.page, theme);
    expect(await faults(welcome.page), 'welcome').toEqual([]);
  });

  test(`${theme}: axe finds nothing serious in plans, git, journal and what is told of an edit`, async ({
    open,
  }) => {
    const { page } = await open();
    await painted(page);
    await setTheme(page, theme);
    await openThread(page, '01a20471-0529-7ce3-94cd-15e5a1363b7c');
    await page.locator('#thread-list').focus();
    await page.keyboard.press('b');
    const sheet = page.getByRole('dialog', { name: 'Git of the thread' });
    await sheet.getByRole('textbox', { name: 'Branch' }).fill('axe');
    await sheet.getByRole('button', { name: 'Clear commit' }).click();
    expect(await faults(page), 'git').toEqual([]);
    await sheet.getByRole('textbox', { name: 'Branch' }).press('Enter');
    const apply = page.getByRole('button', { name: 'Apply 1 change' });
    await expect(apply).toBeFocused();
    expect(await faults(page), 'plan').toEqual([]);
    await apply.press('Enter');
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
    expect(await faults(page), 'notice').toEqual([]);
    await page.keyboard.press('Escape');

    await page.locator('#thread-list').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('b');
    const many = page.getByRole('region', { name: 'Edit git of many threads' });
    await many.getByRole('combobox', { name: 'New branch' }).fill('axe');
    await expect(many.getByRole('row').first()).toBeVisible();
    expect(await faults(page), 'many threads').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('h');
    const journal = page.getByRole('region', { name: 'Journal' });
    await journal.getByRole('button', { expanded: false }).first().press('Enter');
    await expect(journal.getByText('Written')).toBeVisible();
    expect(await faults(page), 'journal').toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#thread-list [role="row"]').first().click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await faults(page), 'menu').toEqual([]);
  });
  test(`${theme}: axe finds nothing serious where turns leave, a review is written, or Codex goes on`, async ({
    open,
  }) => {
    const { page } = await open({ recorded: 'fixtures/agents-0.169' });
    await painted(page);
    await setTheme(page, theme);
    const id = '01a20484-c3e5-7b80-af83-67daa3ddeb14';
    await openThread(page, id);
    await page.getByRole('button', { name: `Resume ${id} in Codex` }).click();
    await expect(page.getByRole('dialog', { name: 'Resume in Codex' }).locator('code')).toContainText(id);
    expect(await faults(page), 'resume').toEqual([]);
    await page.keyboard.press('Escape');

    const turn = page.getByRole('article', { name: 'Turn 2', exact: true });
    await turn.hover();
    await turn.getByRole('button', { name: 'Fork or roll back at turn 2' }).click();
    await expect(page.getByRole('menuitem')).toHaveCount(3);
    expect(await faults(page), 'menu of a turn').toEqual([]);
    await page.keyboard.press('Escape');
    await turn.focus();
    await page.keyboard.press('u');
    await expect(page.getByRole('form', { name: 'Roll back' })).toBeVisible();
    await settle(page);
    expect(await faults(page), 'turns that would leave').toEqual([]);
    await page.keyboard.press('Escape');

    await page.locator('article[data-kind="fileChange"]').first().focus();
    await page.keyboard.press('n');
    const review = page.getByRole('complementary', { name: 'Review' });
    await review.getByRole('button', { name: /^Finish/ }).click();
    await expect(review.getByText('A finding needs a title.')).toBeVisible();
    await settle(page);
    expect(await faults(page), 'review that is not whole').toEqual([]);
    await review.getByRole('button', { name: 'Discard …' }).click();
    await expect(page.getByRole('dialog', { name: 'Discard the review?' })).toBeVisible();
    expect(await faults(page), 'question before a draft is thrown away').toEqual([]);
    await page.keyboard.press('Escape');

    await turn.focus();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Apply 1 change' }).click();
    await expect(page.getByText('Forked before turn 2')).toBeVisible();
    await settle(page);
    expect(await faults(page), 'a new fork').toEqual([]);
    await page.getByRole('button', { name: 'Back to it' }).click();
    await page.getByRole('button', { name: '1 fork', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Forks of the thread' })).toBeVisible();
    expect(await faults(page), 'forks').toEqual([]);
  });
}
