import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { statesOf } from './thread-state';
import { createdMs, recencyMs, updatedMs } from './thread-times';

describe('statesOf', () => {
  it.each([
    [{}, ['active']],
    [{ archived: true }, ['archived']],
    [{ forkedFromId: 'x' }, ['active', 'fork']],
    [{ source: { subAgent: 'review' }, forkedFromId: 'x' }, ['active', 'agent', 'review']],
    [{ forkedFromId: 'x', reviewOf: 'x' }, ['active', 'review']],
    [{ damaged: true, format: 'bare' as const }, ['active', 'damaged', 'old']],
    [{ hidden: ['no_preview' as const] }, ['active', 'hidden']],
    [{ compressed: true }, ['active', 'compressed']],
  ])('%o', (over, states) => {
    expect(statesOf(aThread(over))).toEqual(states);
  });
});

describe('times', () => {
  it('prefers milliseconds, takes seconds, and calls a zero unknown', () => {
    const thread = aThread({ createdAt: 5, createdAtMs: 5001, updatedAt: 7, updatedAtMs: null });
    expect([createdMs(thread), updatedMs(thread)]).toEqual([5001, 7000]);
    expect(createdMs(aThread({ createdAt: 0, createdAtMs: null }))).toBeNull();
  });

  it('falls back to the last change where no recency is known', () => {
    expect(recencyMs(aThread({ updatedAt: 7, updatedAtMs: null, recencyAt: null, recencyAtMs: null }))).toBe(
      7000,
    );
  });
});
