import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, painted, test } from './harness';
import { settle } from './settle';

/** What axe finds serious or critical on the page as it stands: rule and elements, to read in a failure. */
async function seriousFindings(page: Page): Promise<string[]> {
  // Otherwise axe opens a blank page of its own, which an Electron app does not have.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the ${theme} theme`, async ({ open, scratch }) => {
    const { page, app } = await open();
    await app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
    await painted(page);
    await page.getByRole('treegrid').getByRole('row').first().click();
    await settle(page);
    expect.soft(await seriousFindings(page), 'list and thread').toEqual([]);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await seriousFindings(page), 'sheet of keys').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await seriousFindings(page), 'palette').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.keyboard.press(',');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await seriousFindings(page), 'settings').toEqual([]);

    const welcome = await open({ home: `${scratch}/none` });
    await painted(welcome.page);
    expect.soft(await seriousFindings(welcome.page), 'welcome').toEqual([]);
  });
}
