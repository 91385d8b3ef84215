import type { TurnOutline } from '@contracts/model/turn';

/** How a test says a turn: its items, and the act that reverted it. */
export interface TurnSketch extends Partial<TurnOutline> {
  items: number;
  act?: number;
}

/** An outline as the store would answer it, for tests. */
export function outlineOf(sketches: readonly TurnSketch[]): TurnOutline[] {
  let firstItem = 0;
  return sketches.map(({ items, act, ...facts }, index) => {
    const turn: TurnOutline = {
      id: `turn-${index}`,
      status: 'completed',
      error: null,
      startedAt: 1_795_372_139 + index * 60,
      completedAt: 1_795_372_150 + index * 60,
      durationMs: 11_000,
      prompt: `Prompt ${index + 1}`,
      firstItem,
      itemCount: items,
      reverted: act === undefined ? null : revertedBy(act),
      derived: false,
      inherited: false,
      settings: null,
      usage: null,
      contextTokens: null,
      contextWindow: null,
      record: null,
      ...facts,
    };
    firstItem += items;
    return turn;
  });
}

function revertedBy(act: number): NonNullable<TurnOutline['reverted']> {
  return {
    by: 'rollback',
    at: '2026-11-22T18:30:05.792Z',
    record: { rolloutId: 'a', line: act + 1, offset: act * 100, length: 80, ordinal: null },
    turns: 1,
  };
}
