import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeDamagedHome } from '../src-main/fixtures/crafted/damaged-home';
import { expect, painted, screenshot, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

// Pictures to be looked at, in test-results/screenshots. What they show is asserted; how it looks is for people.

const rich = '01a1c4bc-e9c8-7d71-a28a-0081d255c552';
const reverted = '01a1d021-4a4a-7970-84bf-1c30d01a3804';

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
];

/** Takes the picture in both themes and sizes. */
async function takeAll(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate(() => document.fonts.ready);
      if (await page.locator('[data-thread-body] article').count()) await settle(page);
      await screenshot(page, `${name}-${theme}-${size.width}`);
    }
  }
}

test('threads, and what lies above them', async ({ open, scratch }) => {
  const { page } = await open({ home: join(scratch, 'nowhere') });
  await painted(page);
  await page.getByRole('button', { name: 'Open the demo home' }).click();
  await expect(page.locator('#thread-count')).toHaveText(/\d+ threads/);
  await takeAll(page, 'list');
  await openThread(page, rich);
  await page.locator('article').first().focus();
  await takeAll(page, 'thread');
  await page.setViewportSize(sizes[0] as (typeof sizes)[0]);
  await page.keyboard.press('Shift+J');
  await settle(page);
  for (const card of await page.locator('article[data-kind="fileChange"]').all())
    await card.getByRole('button', { expanded: false }).first().click();
  await takeAll(page, 'thread-middle');
  await openThread(page, reverted);
  await page.getByRole('button', { name: 'Show items' }).first().click();
  await takeAll(page, 'reverted');

  await openThread(page, rich);
  await page.locator('article').first().focus();
  for (const [key, name] of [
    ['?', 'keys'],
    [',', 'settings'],
    ['Control+k', 'palette'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await takeAll(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  for (const pill of ['Date', 'Model', 'State']) {
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: pill }).click();
    await takeAll(page, `filter-${pill.toLowerCase()}`);
    await page.keyboard.press('Escape');
  }
  for (const panel of ['Details', '1 file']) {
    await page.locator('#thread-pane header').getByRole('button', { name: panel }).click();
    await takeAll(page, `panel-${panel === 'Details' ? 'facts' : 'files'}`);
    await page.keyboard.press('Escape');
  }
  await page.locator('article[data-kind="commandExecution"]').first().focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: /^Raw:/ })).toContainText('"type"');
  await takeAll(page, 'raw');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('total');
  await expect(page.getByRole('search').getByRole('status')).toContainText(/\d of/);
  await takeAll(page, 'find');
});

test('states that are not as they should be', async ({ open, scratch }) => {
  const damaged = join(scratch, 'damaged');
  await mkdir(damaged);
  const threads = await writeDamagedHome(damaged);
  const first = await open({ home: damaged });
  await painted(first.page);
  await openThread(first.page, threads.find(({ label }) => label === 'JSON that is no object')?.id ?? '');
  await takeAll(first.page, 'damaged');
  await first.page.getByRole('button', { name: 'Show', exact: true }).click();
  await takeAll(first.page, 'damage-list');
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('textbox', { name: 'Filter threads' }).fill('nothing is called that');
  await takeAll(first.page, 'no-results');
  await first.quit();

  const welcome = await open({ home: join(scratch, 'nowhere') });
  await painted(welcome.page);
  await takeAll(welcome.page, 'welcome');
  await welcome.quit();

  const empty = await open({ home: await mkdtemp(join(scratch, 'empty-')) });
  await painted(empty.page);
  await takeAll(empty.page, 'empty');
});
