import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendFile } from '../write/append-file';
import { lastOrdinal } from './last-ordinal';

const at = '2026-11-20T09:00:00.123Z';
const record = (ordinal: number, text = '') =>
  JSON.stringify({ timestamp: at, ordinal, type: 'event_msg', payload: { type: 'x', text } });

/** A file whose bytes are at hand; tells how many of them were read. */
function fileOf(text: string): AppendFile & { bytesRead: number } {
  const bytes = Buffer.from(text, 'utf8');
  return {
    bytesRead: 0,
    size: bytes.length,
    endsWithNewline: bytes.length === 0 || bytes.at(-1) === 0x0a,
    async read(buffer, position) {
      const part = bytes.subarray(position, position + buffer.length);
      buffer.set(part);
      this.bytesRead += part.length;
      return part.length;
    },
    append: () => Promise.reject(new Error('not here')),
    close: () => Promise.resolve(),
  };
}

describe('the last ordinal', () => {
  it.each([
    ['of a file of one line', `${record(7)}\n`, 7],
    ['of the last line', `${record(7)}\n${record(8)}\n`, 8],
    ['of a last line that only lacks its end', `${record(7)}\n${record(8)}`, 8],
    ['before a torn line', `${record(7)}\n${record(8).slice(0, -3)}`, 7],
    ['before a torn line with its ordinal', `${record(7)}\n{"timestamp":"${at}","ordinal":8,"ty`, 7],
    ['before a torn line that was ended', `${record(7)}\n{"timestamp":"${at}","ordinal":8,"ty\n`, 7],
    ['before what is no record', `${record(7)}\n\n  \nnoise\n{"a":1}\n`, 7],
    [
      'before a record of the other dialect',
      `${record(7)}\n${JSON.stringify({ timestamp: at, type: 'session_meta', payload: {} })}\n`,
      7,
    ],
    [
      'whatever the order of keys',
      `${record(7)}\n${JSON.stringify({ type: 'a', payload: {}, ordinal: 9, timestamp: at })}\n`,
      9,
    ],
    ['with the line ends of Windows', `${record(7)}\r\n${record(8)}\r\n`, 8],
    ['behind a line longer than a chunk', `${record(7)}\n${record(8, 'x'.repeat(300_000))}\n`, 8],
    [
      'before a torn line longer than a chunk',
      `${record(7)}\n${record(8, 'x'.repeat(300_000)).slice(0, -1)}`,
      7,
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await lastOrdinal(fileOf(text))).toBe(expected);
  });

  it.each([['', `${record(7).replace('"ordinal":7,', '')}\n`, 'noise']].flat())(
    'is none in %o',
    async (text) => {
      await expect(lastOrdinal(fileOf(text))).rejects.toMatchObject({ code: 'damaged' });
    },
  );

  it('is found in the last chunk of a file of any size', async () => {
    const file = fileOf(`${record(1, 'x'.repeat(5_000_000))}\n`.repeat(3) + `${record(4)}\n`);
    expect(await lastOrdinal(file)).toBe(4);
    expect(file.bytesRead).toBeLessThan(200_000);
  });

  it('is that of the last line, wherever chunks begin and wherever the file is cut', async () => {
    const lengths = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 65_300, max: 65_700 })), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(1000), async (all, share) => {
        const lines = all.map((length, n) => `${record(n, 'ü'.repeat(length))}\n`);
        const bytes = Buffer.from(lines.join(''), 'utf8');
        const first = Buffer.byteLength(lines[0] ?? '') - 1;
        const cut = first + Math.floor(((bytes.length - first) * share) / 1000);
        const kept = bytes.subarray(0, cut);
        let [expected, end] = [-1, 0];
        for (const line of lines) {
          end += Buffer.byteLength(line);
          if (end - 1 <= cut) expected += 1;
        }
        const file = { ...fileOf(''), size: kept.length, endsWithNewline: kept.at(-1) === 0x0a };
        file.read = async (buffer, position) => {
          const part = kept.subarray(position, position + buffer.length);
          buffer.set(part);
          return part.length;
        };
        expect(await lastOrdinal(file)).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
