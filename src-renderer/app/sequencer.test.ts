import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Message, Sequencer } from './sequencer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Pushes the numbers in this order and returns the order of delivery. */
function deliver(order: number[], kind: (seq: number) => Message['kind'] = () => 'event'): number[] {
  const sequencer = new Sequencer();
  const seen: number[] = [];
  for (const seq of order) sequencer.push({ seq, kind: kind(seq), deliver: () => seen.push(seq) });
  vi.runAllTimers();
  return seen;
}

describe('Sequencer', () => {
  it('delivers in the order of the numbers, whatever the order of arrival', () => {
    const arrivals = fc.integer({ min: 1, max: 30 }).chain((n) =>
      fc.shuffledSubarray(
        Array.from({ length: n }, (_, i) => i + 1),
        { minLength: n },
      ),
    );
    fc.assert(
      fc.property(arrivals, fc.array(fc.boolean(), { minLength: 31, maxLength: 31 }), (order, replies) => {
        expect(deliver(order, (seq) => (replies[seq] ? 'reply' : 'event'))).toEqual(
          [...order].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('holds an event back until whoever awaits the reply before it has run', async () => {
    vi.useRealTimers();
    const sequencer = new Sequencer();
    const seen: string[] = [];
    const reply = new Promise<void>((resolve) => {
      sequencer.push({ seq: 2, kind: 'event', deliver: () => seen.push('event') });
      sequencer.push({ seq: 1, kind: 'reply', deliver: resolve });
    });
    await reply.then(() => Promise.resolve()).then(() => seen.push('awaited'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual(['awaited', 'event']);
  });

  it('goes on after a while when a number never comes, and still delivers it when it comes late', () => {
    const sequencer = new Sequencer();
    const seen: number[] = [];
    const push = (seq: number) => sequencer.push({ seq, kind: 'event', deliver: () => seen.push(seq) });
    push(1);
    push(3);
    push(4);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual([1, 3, 4]);
    push(2);
    push(5);
    expect(seen).toEqual([1, 3, 4, 2, 5]);
  });

  it('delivers nothing after it was disposed', () => {
    const sequencer = new Sequencer();
    const seen: number[] = [];
    sequencer.push({ seq: 2, kind: 'event', deliver: () => seen.push(2) });
    sequencer.dispose();
    vi.runAllTimers();
    expect(seen).toEqual([]);
  });
});
