import { expect, test } from 'vitest';
import { rolloutLine, rolloutLines } from './rollout-line';

const at = '2026-11-22T10:00:00.000Z';
const item = { type: 'event_msg', payload: { type: 'thread_rolled_back', num_turns: 1 } };

test('keys stand in the order in which Codex writes them', () => {
  expect(rolloutLine(item, at, 7)).toBe(
    `{"timestamp":"${at}","ordinal":7,"type":"event_msg","payload":{"type":"thread_rolled_back","num_turns":1}}`,
  );
  expect(rolloutLine(item, at, null)).not.toContain('ordinal');
});

test('ordinals follow each other', () => {
  const lines = rolloutLines([item, item], at, 3).map((line) => JSON.parse(line) as { ordinal: number });
  expect(lines.map(({ ordinal }) => ordinal)).toEqual([3, 4]);
});

test('half of a surrogate pair, which Codex cannot read, becomes U+FFFD; whole pairs and line separators stay', () => {
  const text = 'a\uD83Db \uDE00 😀 \u2028';
  const line = rolloutLine({ type: 'x', payload: { text } }, at, null);
  expect((JSON.parse(line) as { payload: { text: string } }).payload.text).toBe('a\uFFFDb \uFFFD 😀 \u2028');
  expect(line).not.toMatch(/\\ud[89a-f]/i);
});
