import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

const uint32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

describe('readImageHeader', () => {
  it.each([
    ['PNG', bytes('\x89PNG\r\n\x1a\n', uint32(13), 'IHDR', uint32(640), uint32(480)), 'image/png'],
    ['GIF', bytes('GIF89a', [0x80, 2, 0xe0, 1]), 'image/gif'],
    [
      'JPEG behind other segments',
      bytes(
        [0xff, 0xd8, 0xff, 0xe0, 0, 16],
        zeros(14),
        [0xff, 0xff, 0xc4, 0, 4, 9, 9],
        [0xff, 0xc2, 0, 17, 8, 1, 0xe0, 2, 0x80],
      ),
      'image/jpeg',
    ],
    ['lossy WebP', bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [0x80, 2, 0xe0, 1]), 'image/webp'],
    [
      'lossless WebP',
      bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(4), [0x2f, 0x7f, 0xc2, 0x77, 0x00]),
      'image/webp',
    ],
    ['extended WebP', bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [0x7f, 2, 0, 0xdf, 1, 0]), 'image/webp'],
    [
      'AVIF with a thumbnail',
      bytes(
        uint32(20),
        'ftypavif',
        zeros(8),
        'ispe',
        zeros(4),
        uint32(64),
        uint32(48),
        'ispe',
        zeros(4),
        uint32(640),
        uint32(480),
        zeros(8),
      ),
      'image/avif',
    ],
  ])('reads the size of a %s', (_name, image, mime) => {
    expect(readImageHeader(image)).toEqual({ mime, width: 640, height: 480 });
  });

  it.each([
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')],
    ['HTML', bytes('<!doctype html><script>1</script>')],
    ['nothing', bytes()],
    ['a PNG cut in its header', bytes('\x89PNG\r\n\x1a\n', uint32(13), 'IHDR', [0, 0])],
    ['a PNG without its header', bytes('\x89PNG\r\n\x1a\n', zeros(40))],
    ['a JPEG that never comes to the point', bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff])],
    ['a JPEG with a segment that goes nowhere', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 2], zeros(20))],
    ['a WAV', bytes('RIFF', zeros(4), 'WAVEfmt ', zeros(30))],
  ])('takes %s for no image', (_name, image) => {
    expect(readImageHeader(image)).toBeNull();
  });
});
