import type { Page } from '@playwright/test';
import { expect, painted, screenshot, test } from './harness';
import { storeProcessId } from './store-process';

/** Whether the notice was shown since then, for however short a time. */
async function watchNotice(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => {
    const look = () => {
      const notices = [...document.querySelectorAll('[role="status"]')];
      if (notices.some(({ textContent }) => textContent?.includes('being started again'))) {
        document.documentElement.dataset.noticeSeen = '1';
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => document.documentElement.dataset.noticeSeen === '1');
}

test('the store dies in the middle of a read: a notice, a new process, and the view recovers', async ({
  open,
}) => {
  test.skip(process.platform === 'win32', 'a process cannot be held there');
  const { app, page, errors } = await open();
  await painted(page);
  const rows = page.getByRole('treegrid').getByRole('row');
  const title = (await rows.first().getByRole('gridcell').first().textContent()) ?? '';
  const noticeSeen = await watchNotice(page);

  // Held, it takes the reads of the thread that is opened now, and answers none.
  const first = await storeProcessId(app);
  process.kill(first, 'SIGSTOP');
  await rows.first().click();
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  process.kill(first, 'SIGKILL');

  await expect.poll(noticeSeen).toBe(true);
  const thread = page.getByRole('main', { name: 'Thread' });
  await expect(thread.getByRole('heading', { level: 2 })).toContainText(title.trim());
  await expect(thread.getByRole('feed').getByRole('article').first()).toBeVisible();
  await expect(page.getByText('being started again')).toHaveCount(0);
  await expect(rows.first()).toBeVisible();
  expect(await storeProcessId(app)).not.toBe(first);
  expect(errors).toEqual([]);
});

test('three deaths in a minute: a clear view, and a button that goes on', async ({ open }) => {
  const { app, page, errors } = await open();
  await painted(page);
  let last = 0;
  for (let death = 0; death < 3; death += 1) {
    await expect.poll(() => storeProcessId(app)).not.toBe(last);
    last = await storeProcessId(app);
    process.kill(last, 'SIGKILL');
  }
  await expect(page.getByRole('heading', { name: 'Reading has stopped' })).toBeVisible();
  await screenshot(page, 'store-given-up');
  // A window that is loaded anew meets the same view.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Reading has stopped' })).toBeVisible();

  await page.getByRole('button', { name: 'Start it again' }).click();
  await expect(page.getByRole('heading', { name: 'Reading has stopped' })).toHaveCount(0);
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('the store process ends with the app, also when the app is killed', async ({ open }) => {
  test.skip(process.platform === 'win32', 'signal 0 tells nothing there');
  const isAlive = (id: number) => {
    try {
      process.kill(id, 0);
      return true;
    } catch {
      return false;
    }
  };
  const quitting = await open();
  await painted(quitting.page);
  const quit = await storeProcessId(quitting.app);
  await quitting.quit();
  await expect.poll(() => isAlive(quit)).toBe(false);

  const dying = await open();
  await painted(dying.page);
  const orphan = await storeProcessId(dying.app);
  dying.app.process().kill('SIGKILL');
  await expect.poll(() => isAlive(orphan)).toBe(false);
});
