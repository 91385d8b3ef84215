import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyRecords } from './copy-records';

const now = '2026-11-22T10:00:00.000Z';
const old = '2025-01-02T03:04:05.678Z';

/** Pieces share one buffer, as those of a file that is read do: each is only good until the next. */
async function copyOf(bytes: Uint8Array, pieceSize = 7): Promise<string> {
  async function* pieces() {
    const buffer = new Uint8Array(pieceSize);
    for (let at = 0; at < bytes.length; at += pieceSize) {
      const piece = bytes.subarray(at, at + pieceSize);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
    }
  }
  const parts: Buffer[] = [];
  for await (const part of copyRecords(pieces(), now)) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

const line = (timestamp: string, payload: unknown) =>
  `${JSON.stringify({ timestamp, type: 'event_msg', payload })}\n`;

describe('records with another time', () => {
  test('each line gets it, and nothing else of the line changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        async (payloads, pieceSize) => {
          const text = payloads.map((payload) => line(old, payload)).join('');
          const copied = await copyOf(Buffer.from(text, 'utf8'), pieceSize);
          expect(copied).toBe(payloads.map((payload) => line(now, payload)).join(''));
        },
      ),
    );
  });

  test('a last line without a line end gets one', async () => {
    expect(await copyOf(Buffer.from(line(old, 1).trimEnd()))).toBe(line(now, 1));
    const late = JSON.stringify({ type: 'x', timestamp: old });
    expect(await copyOf(Buffer.from(late))).toBe(`${JSON.stringify({ type: 'x', timestamp: now })}\n`);
  });

  test('a time that does not come first is found all the same', async () => {
    const late = `${JSON.stringify({ type: 'event_msg', timestamp: old, payload: 'x'.repeat(200) })}\n`;
    expect(await copyOf(Buffer.from(late))).toBe(late.replace(old, now));
  });

  test('blank lines, garbage and records without a time are left out', async () => {
    const text = `\n   \nnot json\n{"type":"state"}\n[1]\n${line(old, 1)}{"timestamp`;
    expect(await copyOf(Buffer.from(text))).toBe(line(now, 1));
  });

  test('bytes that are no UTF-8 pass as they are', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`{"timestamp":"${old}","payload":"`),
      Buffer.from([0xff, 0xfe, 0x0d]),
      Buffer.from('"}\n'),
    ]);
    const parts: Buffer[] = [];
    for await (const part of copyRecords(from(bytes), now)) parts.push(Buffer.from(part));
    expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes.toString('latin1').replace(old, now), 'latin1'));
  });

  test('only the start of a long line is ever held', async () => {
    const start = Buffer.from(`{"timestamp":"${old}","payload":"`);
    const block = Buffer.alloc(2 ** 20, 0x61);
    let largest = 0;
    let total = 0;
    async function* long() {
      yield start;
      for (let n = 0; n < 100; n += 1) yield block;
      yield Buffer.from('"}\n');
    }
    for await (const part of copyRecords(long(), now)) {
      largest = Math.max(largest, part.length);
      total += part.length;
    }
    expect(total).toBe(start.length + 100 * block.length + 3);
    expect(largest).toBeLessThanOrEqual(block.length + start.length);
  });
});

async function* from(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
