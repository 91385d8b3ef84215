import type { Page } from '@playwright/test';
import { settle } from './settle';

/** One row of the transcript as the window shows it. */
export interface ShownRow {
  index: number;
  /** `turn`, `reverted`, or the type of the item. */
  kind: string;
  /** Belongs to a turn that was rolled back or reverted. */
  isReverted: boolean;
  /** Skein's own addition: the app-server has no such item. */
  isDerived: boolean;
  /** Its text, with one space for every run of white space. */
  text: string;
}

/** Scrolls through the whole transcript, screen by screen, and reads every row; throws when one never shows up. */
export async function readTranscript(page: Page): Promise<ShownRow[]> {
  const rows = new Map<number, ShownRow>();
  await page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 0 }));
  let total = Number.POSITIVE_INFINITY;
  for (let isEnd = false; !isEnd; ) {
    await settle(page);
    const screen = await page.evaluate(readScreen);
    for (const row of screen.rows) rows.set(row.index, row);
    ({ total, isEnd } = screen);
    await page.evaluate(() => {
      const body = document.querySelector('[data-thread-body]');
      body?.scrollBy({ top: body.clientHeight * 0.8 });
    });
  }
  const missing = Array.from({ length: total }, (_, index) => index).filter((index) => !rows.has(index));
  if (missing.length > 0) throw new Error(`rows that were never shown: ${missing.join(', ')}`);
  return [...rows.values()].sort((a, b) => a.index - b.index);
}

/** Runs in the page: the rows that are mounted. */
function readScreen() {
  const body = document.querySelector('[data-thread-body]');
  const articles = [...(body?.querySelectorAll<HTMLElement>('[role="feed"] > article') ?? [])];
  return {
    rows: articles.map((article) => ({
      index: Number(article.dataset.index),
      kind: article.dataset.kind ?? '',
      isReverted: article.dataset.reverted !== undefined,
      isDerived: article.querySelector('[title^="Derived:"]') !== null,
      text: article.innerText.replace(/\s+/g, ' ').trim(),
    })),
    total: Number(articles[0]?.getAttribute('aria-setsize') ?? 0),
    isEnd: body === null || body.scrollTop + body.clientHeight >= body.scrollHeight - 1,
  };
}
