import type { Page } from '@playwright/test';
import { type BigThread, writeBigThread } from './big-thread';
import { expect, painted, test } from './harness';
import { selectThread } from './open-thread';
import { settle } from './settle';

// 100,000 items: what is on screen is right, whole and still, wherever the reader goes.

/** The rows that the reader can see, from top to bottom, in pixels below the upper edge. */
function visibleRows(page: Page): Promise<{ index: number; top: number; bottom: number; text: string }[]> {
  return page.evaluate(() => {
    const body = document.querySelector('[data-thread-body]');
    const edge = body?.getBoundingClientRect();
    const articles = [...(body?.querySelectorAll<HTMLElement>('[role="feed"] > article') ?? [])];
    return articles
      .map((article) => {
        const { top, bottom } = article.getBoundingClientRect();
        const index = Number(article.dataset.index);
        return {
          index,
          top: top - (edge?.top ?? 0),
          bottom: bottom - (edge?.top ?? 0),
          text: article.innerText,
        };
      })
      .filter(({ top, bottom }) => bottom > 0 && top < (edge?.height ?? 0))
      .sort((a, b) => a.index - b.index);
  });
}

/** Every row in sight has its own content, and together they leave no gap. */
async function expectWholeScreen(page: Page, thread: BigThread): Promise<void> {
  const rows = await visibleRows(page);
  expect(rows.length).toBeGreaterThan(3);
  for (const [nth, { index, top, text }] of rows.entries()) {
    expect(text.replaceAll(/\s+/g, ' ')).toContain(thread.markOf(index));
    const above = rows[nth - 1];
    if (above) expect([index, Math.round(top - above.bottom)]).toEqual([above.index + 1, 0]);
  }
}

/** Moves the scroll bar, and follows the first row that begins in sight until all is at rest: the farthest that it strayed. */
async function scrollAndWatch(page: Page, to: { part: number } | { by: number }): Promise<number> {
  const strayed = page.evaluate(async (target) => {
    const body = document.querySelector('[data-thread-body]') as HTMLElement;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    if ('part' in target) body.scrollTop = target.part * (body.scrollHeight - body.clientHeight);
    else body.scrollTop += target.by;
    const rowAt = (index: string | undefined) =>
      body.querySelector<HTMLElement>(`article[data-index="${index}"]`);
    const topmost = () => {
      const { top, bottom } = body.getBoundingClientRect();
      const beginsInSight = (row: Element) => {
        const place = row.getBoundingClientRect();
        return place.top >= top && place.top < bottom;
      };
      return [...body.querySelectorAll<HTMLElement>('[role="feed"] > article')]
        .filter(beginsInSight)
        .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))[0];
    };
    let anchor: { index: string | undefined; top: number } | null = null;
    let farthest = 0;
    let calm = 0;
    for (let frames = 0; calm < 20 && frames < 2000; frames += 1) {
      await frame();
      const isLoading = body.querySelector('article[aria-label="Loading"]') !== null;
      calm = isLoading || anchor === null ? 0 : calm + 1;
      if (anchor === null) {
        const row = topmost();
        if (row) anchor = { index: row.dataset.index, top: row.getBoundingClientRect().top };
        continue;
      }
      const now = rowAt(anchor.index)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      farthest = Math.max(farthest, Math.abs(now - anchor.top));
    }
    return farthest;
  }, to);
  return await strayed;
}

test('a thread of 100,000 items: first screen at once, any place whole, nothing jumps', async ({
  open,
  scratch,
}) => {
  const thread = await writeBigThread(scratch);
  const { page, errors } = await open({ home: scratch });
  await painted(page);

  await test.step('the first screen is there while the file is still being scanned', async () => {
    // Noted by the page itself: by the time that the test could ask, a fast machine may be done.
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        const feed = document.querySelector('[data-thread-body] [role="feed"]');
        if (!feed?.querySelector('article[data-kind="userMessage"]')) return;
        document.documentElement.dataset.firstScreen = feed.getAttribute('aria-busy') ?? '';
        observer.disconnect();
      });
      observer.observe(document.body, { subtree: true, childList: true });
    });
    await selectThread(page, thread.id);
    await expect(page.locator('html')).toHaveAttribute('data-first-screen', 'true');
    await expect(page.locator('article[data-index="1"]')).toContainText(thread.markOf(1));
    await settle(page);
    await expect(page.locator('[role="feed"] article').first()).toHaveAttribute(
      'aria-setsize',
      String(thread.rows),
    );
    await expectWholeScreen(page, thread);
  });

  await test.step('the end, the start and places between', async () => {
    await page.locator('article[data-index="1"]').focus();
    await page.keyboard.press('End');
    await expect(page.locator(`article[data-index="${thread.rows - 1}"]`)).toContainText(
      thread.markOf(thread.rows - 1),
    );
    await settle(page);
    await expectWholeScreen(page, thread);
    for (const part of [0.5, 0.123, 0.87]) {
      expect(await scrollAndWatch(page, { part }), `at ${part}`).toBeLessThanOrEqual(1);
      await settle(page);
      await expectWholeScreen(page, thread);
    }
    await page.keyboard.press('Home');
    await expect(page.locator('article[data-index="1"]')).toContainText(thread.markOf(1));
  });

  await test.step('upwards through rows that were never measured, nothing jumps', async () => {
    await scrollAndWatch(page, { part: 0.4 });
    await settle(page);
    for (let nth = 0; nth < 12; nth += 1) {
      const before = (await visibleRows(page)).find(({ top }) => top >= 0);
      expect(await scrollAndWatch(page, { by: -310 })).toBeLessThanOrEqual(1);
      const after = (await visibleRows(page)).find(({ index }) => index === before?.index);
      if (after) expect(Math.abs(after.top - (before?.top ?? 0) - 310)).toBeLessThanOrEqual(1);
    }
    await settle(page);
    await expectWholeScreen(page, thread);
  });

  await test.step('frames while scrolling, reported only', async () => {
    const times = await page.evaluate(async () => {
      const body = document.querySelector('[data-thread-body]') as HTMLElement;
      const found: number[] = [];
      let last = performance.now();
      for (let nth = 0; nth < 120; nth += 1) {
        body.scrollTop += 160;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        found.push(now - last);
        last = now;
      }
      return found.sort((a, b) => a - b);
    });
    const at = (part: number) => `${Math.round(times[Math.floor(part * (times.length - 1))] ?? 0)} ms`;
    const words = `frames while scrolling: median ${at(0.5)}, 95 % ${at(0.95)}, worst ${at(1)}`;
    test.info().annotations.push({ type: 'measured', description: words });
  });
  expect(errors).toEqual([]);
});
