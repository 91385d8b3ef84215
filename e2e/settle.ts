import { expect, type Page } from '@playwright/test';

/** Whether the transcript has all of its rows in sight, read and in their places, over a few frames. */
async function isAtRest(): Promise<boolean> {
  const places = () => {
    const feed = document.querySelector('[data-thread-body] [role="feed"]');
    const rows = [...(feed?.querySelectorAll('article') ?? [])];
    if (feed?.getAttribute('aria-busy') !== 'false' || rows.length === 0) return null;
    if (rows.some((row) => row.getAttribute('aria-label') === 'Loading')) return null;
    return rows
      .map((row) => `${row.dataset.index} ${row.getBoundingClientRect().top} ${row.offsetHeight}`)
      .join();
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const first = places();
  for (let frames = 0; frames < 3; frames += 1) {
    await frame();
    if (first === null || places() !== first) return false;
  }
  return true;
}

/** Waits until the transcript is scanned whole, and what is on screen of it is read and moves no more. */
export async function settle(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(isAtRest), {
      message: 'the transcript comes to rest',
      intervals: [30],
      timeout: 45_000,
    })
    .toBe(true);
}
