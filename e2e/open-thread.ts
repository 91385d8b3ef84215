import { expect, type Page } from '@playwright/test';
import { settle } from './settle';

/** Finds a thread by its id, as a user would who has it from elsewhere, and waits until its first screen rests. */
export async function openThread(page: Page, id: string): Promise<void> {
  await selectThread(page, id);
  await settle(page);
}

/** The same, done as soon as the thread's head is there: for threads without turns, or that are still scanned. */
export async function selectThread(page: Page, id: string): Promise<void> {
  const filter = page.getByRole('textbox', { name: 'Filter threads' });
  await filter.fill(id);
  await page.locator(`[id="thread-${id}"]`).click();
  await filter.fill('');
  await expect(page.getByRole('button', { name: `Resume ${id} in Codex` })).toBeVisible();
}
