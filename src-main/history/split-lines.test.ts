import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecord } from './parse-record';
import { createLineSplitter, type Line } from './split-lines';

const text = (line: Line) => ({
  line: line.line,
  offset: line.offset,
  text: Buffer.from(line.bytes).toString('latin1'),
});

/** What any splitter should give: complete lines by a plain search. */
function reference(bytes: Buffer) {
  const lines = [];
  for (let from = 0, end = bytes.indexOf(10); end >= 0; from = end + 1, end = bytes.indexOf(10, from)) {
    lines.push({ line: lines.length + 1, offset: from, text: bytes.subarray(from, end).toString('latin1') });
  }
  return lines;
}

const someBytes = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 255 }) }, fc.constantFrom(10, 13)), {
    maxLength: 300,
  })
  .map((bytes) => Buffer.from(bytes));

describe('splitting', () => {
  test('gives the same lines whatever the chunks, and keeps the rest as the tail', () => {
    fc.assert(
      fc.property(someBytes, fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (bytes, sizes) => {
        const splitter = createLineSplitter();
        const lines = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          // One buffer for all chunks: what is pending must not depend on its memory.
          const chunk = Buffer.from(bytes.subarray(at, at + size));
          lines.push(...splitter.push(chunk).map(text));
          chunk.fill(0);
          at += size;
        }
        const expected = reference(bytes);
        expect(lines).toEqual(expected);
        const tailAt = bytes.lastIndexOf(10) + 1;
        expect(Buffer.from(splitter.tail)).toEqual(bytes.subarray(tailAt));
        expect(splitter.position).toEqual({ line: expected.length + 1, offset: tailAt });
      }),
    );
  });

  test('a prefix gives the lines that are complete in it, and a second splitter goes on from there', () => {
    fc.assert(
      fc.property(someBytes, fc.nat(300), (bytes, at) => {
        const cut = Math.min(at, bytes.length);
        const first = createLineSplitter();
        const before = first.push(bytes.subarray(0, cut)).map(text);
        expect(before).toEqual(reference(bytes.subarray(0, cut)));
        const second = createLineSplitter(first.position);
        const after = second.push(bytes.subarray(first.position.offset)).map(text);
        expect([...before, ...after]).toEqual(reference(bytes));
      }),
    );
  });

  test('only 0x0A ends a line', () => {
    const content = JSON.stringify({ a: '\u2028\u2029\u0085\f\v\r', b: 'x' });
    const [line, ...others] = createLineSplitter().push(Buffer.from(`${content}\n`));
    expect(others).toEqual([]);
    expect(JSON.parse(Buffer.from(line?.bytes ?? []).toString())).toEqual({
      a: '\u2028\u2029\u0085\f\v\r',
      b: 'x',
    });
  });
});

test('a torn line costs itself and nothing behind it, wherever it was torn', () => {
  const whole = JSON.stringify({
    timestamp: '2026-05-20T09:00:00.000Z',
    type: 'event_msg',
    payload: { type: 'x', t: 'ü\u2028"' },
  });
  const bytes = Buffer.from(whole);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const file = Buffer.concat([bytes.subarray(0, cut), Buffer.from('\n'), bytes, Buffer.from('\n')]);
    const parsed = createLineSplitter()
      .push(file)
      .map((line) => parseRecord(line.bytes, { firstLine: line.line === 1, bare: false }).kind);
    expect(parsed, `torn at ${cut}`).toEqual(['damage', 'record']);
  }
});
