import { randomBytes } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../errors';
import { decodeZstd, defaultDecodeLimits } from './decode-zstd';

const text = Buffer.from(
  Array.from(
    { length: 20_000 },
    (_, i) => `{"ordinal":${i},"noise":"${(i * 2654435761) % 4294967296}"}`,
  ).join('\n'),
);
const withChecksum = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

async function* chunks(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(
  source: AsyncIterable<Uint8Array>,
  limits = defaultDecodeLimits,
): Promise<{ bytes: Buffer; error: unknown }> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of decodeZstd(source, limits)) parts.push(Uint8Array.from(part));
    return { bytes: Buffer.concat(parts), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(parts), error };
  }
}

/** A frame that decoders step over. */
function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, 0xaa);
  frame.writeUInt32LE(0x184d2a53, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

describe('decodeZstd', () => {
  it('gives back what was compressed, however the input is cut', async () => {
    const small = text.subarray(0, 5000);
    const packed = Buffer.concat([
      zstdCompressSync(small.subarray(0, 2000), withChecksum),
      skippable(37),
      zstdCompressSync(Buffer.alloc(0)),
      zstdCompressSync(small.subarray(2000)),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: packed.length }), async (size) => {
        expect(await decode(chunks(packed, size))).toEqual({ bytes: small, error: null });
      }),
      { numRuns: 40 },
    );
  });

  it('decodes every frame of a file with many', async () => {
    const parts = Array.from({ length: 50 }, (_, i) => text.subarray(i * 10_000, (i + 1) * 10_000));
    const packed = Buffer.concat(parts.map((part) => zstdCompressSync(part)));
    const { bytes, error } = await decode(chunks(packed));
    expect(error).toBeNull();
    expect(bytes.equals(Buffer.concat(parts))).toBe(true);
  });

  it('decodes frames that announce their size and frames that do not', async () => {
    const streamed = zstdCompressSync(text, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } });
    const { bytes, error } = await decode(chunks(Buffer.concat([streamed, zstdCompressSync(text)])));
    expect(error).toBeNull();
    expect(bytes.equals(Buffer.concat([text, text]))).toBe(true);
  });

  it('gives what lies before a cut and tells of it, wherever the cut is', async () => {
    const packed = Buffer.concat([zstdCompressSync(text.subarray(0, 3000)), zstdCompressSync(text)]);
    const first = zstdCompressSync(text.subarray(0, 3000)).length;
    const whole = Buffer.concat([text.subarray(0, 3000), text]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: packed.length - 1 }), async (cut) => {
        const { bytes, error } = await decode(chunks(packed.subarray(0, cut)));
        expect(whole.subarray(0, bytes.length).equals(bytes)).toBe(true);
        // A cut exactly between two frames leaves a whole file.
        if (cut === first) return expect(error).toBeNull();
        expect(error).toBeInstanceOf(StoreError);
        expect(error).toMatchObject({ code: 'damaged', detail: { offset: bytes.length } });
        if (cut > first) expect(bytes.length).toBeGreaterThanOrEqual(3000);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['garbage', randomBytes(100), 'trailing_garbage'],
    ['two stray bytes', Buffer.from([0x28, 0xb5]), 'trailing_garbage'],
    ['plain text', Buffer.from('{"type":"x"}\n'), 'trailing_garbage'],
  ])('tells of %s behind the last frame and keeps all before it', async (_name, garbage, reason) => {
    garbage[0] = 0x77;
    const { bytes, error } = await decode(chunks(Buffer.concat([zstdCompressSync(text), garbage])));
    expect(bytes.equals(text)).toBe(true);
    expect(error).toMatchObject({ code: 'damaged', detail: { reason } });
  });

  it('tells of a file that is no zstd at all, and of an empty one', async () => {
    expect((await decode(chunks(text))).error).toMatchObject({
      code: 'damaged',
      detail: { reason: 'not_zstd' },
    });
    expect((await decode(chunks(Buffer.alloc(0)))).error).toMatchObject({ detail: { reason: 'truncated' } });
  });

  it('never gives wrong bytes for a flipped bit when the frame has a checksum', async () => {
    const packed = zstdCompressSync(text.subarray(0, 20_000), withChecksum);
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length * 8 - 1), async (bit) => {
        const flipped = Buffer.from(packed);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { bytes, error } = await decode(chunks(flipped));
        // A flip in an unused header bit changes nothing; every other one is told.
        if (error === null) expect(bytes.equals(text.subarray(0, 20_000))).toBe(true);
        else expect(error).toBeInstanceOf(StoreError);
      }),
      { numRuns: 60 },
    );
  });

  it('stops a bomb by its ratio and by the absolute cap, keeping what came before', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(64 * 2 ** 20));
    const byRatio = await decode(chunks(bomb), { floor: 2 ** 20, ratio: 100, cap: 2 ** 40 });
    expect(byRatio.error).toMatchObject({ code: 'too_large', detail: { limit: 100 } });
    expect(byRatio.bytes.length).toBeLessThanOrEqual(2 ** 20);
    const byCap = await decode(chunks(bomb), { floor: 2 ** 40, ratio: 1, cap: 3 * 2 ** 20 });
    expect(byCap.error).toMatchObject({ code: 'too_large', detail: { limit: 3 * 2 ** 20 } });
    expect(byCap.bytes.length).toBe(3 * 2 ** 20);
  });

  it('can be left half way', async () => {
    for await (const part of decodeZstd(chunks(zstdCompressSync(text)))) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
  });
});
