import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRecord } from './read-record';

function bytesOf(content: Uint8Array) {
  return {
    length: content.length,
    async read(buffer: Uint8Array, offset: number) {
      const part = content.subarray(offset, offset + buffer.length);
      buffer.set(part);
      return part.length;
    },
  };
}

async function inSlices(content: Uint8Array, offset: number, length: number, size: number) {
  const record = { rolloutId: 'r', line: 2, offset, length, ordinal: null };
  let text = '';
  let valid = true;
  for (let from = 0; from < length; from += size) {
    const slice = await readRecord(bytesOf(content), record, from, size);
    expect(slice.length).toBe(length);
    text += slice.text;
    valid &&= slice.validUtf8;
  }
  return { text, valid };
}

it('gives slices that put together are the whole text, wherever characters are cut', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.nat(5), async (content, size, before) => {
      const bytes = Buffer.from(content);
      const padded = Buffer.concat([Buffer.alloc(before, 0xff), bytes, Buffer.from([0x0a, 0xe2, 0x82])]);
      expect(await inSlices(padded, before, bytes.length, size)).toEqual({ text: content, valid: true });
    }),
  );
});

it('shows what is no UTF-8 as U+FFFD and says so', async () => {
  const bytes = Buffer.from([0x61, 0xff, 0x62, 0xe2, 0x82]);
  for (const size of [1, 2, 3, 5]) {
    const { text, valid } = await inSlices(bytes, 0, bytes.length, size);
    expect(valid).toBe(false);
    expect(text.replaceAll('\ufffd', '')).toBe('ab');
    expect(text).toMatch(/^a\ufffdb\ufffd+$/);
  }
});

it('gives nothing behind the end, and refuses a record that the file does not hold', async () => {
  const bytes = bytesOf(Buffer.from('abc'));
  const record = { rolloutId: 'r', line: 1, offset: 0, length: 3, ordinal: null };
  expect(await readRecord(bytes, record, 7, 10)).toEqual({ text: '', length: 3, validUtf8: true });
  await expect(readRecord(bytes, { ...record, length: 4 }, 0, 1)).rejects.toMatchObject({ code: 'stale' });
});
