import { expect, type Page } from '@playwright/test';

/** One row of the thread list as the window shows it. */
export interface ListedThread {
  id: string;
  /** 1 for threads of their own, 2 and up for agents below the thread that started them. */
  level: number;
  text: string;
}

/** Scrolls through the whole thread list and reads its rows in their order. */
export async function listedThreads(page: Page): Promise<ListedThread[]> {
  const rows = new Map<number, ListedThread>();
  await page.evaluate(() => document.getElementById('thread-list')?.scrollTo({ top: 0 }));
  for (let isEnd = false; !isEnd; ) {
    const screen = await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await frame();
      const list = document.getElementById('thread-list');
      const found = [...(list?.querySelectorAll<HTMLElement>('[role="row"]') ?? [])];
      const isDone = list === null || list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
      list?.scrollBy({ top: list.clientHeight * 0.8 });
      return {
        rows: found.map((row) => ({
          index: Number(row.getAttribute('aria-rowindex')),
          id: row.id.replace('thread-', ''),
          level: Number(row.getAttribute('aria-level')),
          text: row.innerText.replace(/\s+/g, ' ').trim(),
        })),
        isDone,
      };
    });
    for (const { index, ...row } of screen.rows) rows.set(index, row);
    isEnd = screen.isDone;
  }
  const total = Number(await page.locator('#thread-list').getAttribute('aria-rowcount'));
  expect(
    [...rows.keys()].sort((a, b) => a - b),
    'every row of the list was shown',
  ).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
}
