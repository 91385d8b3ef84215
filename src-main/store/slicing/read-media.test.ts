import { describe, expect, it } from 'vitest';
import { readMedia } from './read-media';

/** The start of a PNG of some size, filled up with noise. */
function png(width: number, height: number, length = 64): Buffer {
  const image = Buffer.alloc(length, 7);
  image.write('\x89PNG\r\n\x1a\n', 'latin1');
  image.writeUInt32BE(13, 8);
  image.write('IHDR', 12);
  image.writeUInt32BE(width, 16);
  image.writeUInt32BE(height, 20);
  return image;
}

const url = (bytes: Uint8Array, mime = 'image/png') =>
  `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;

describe('readMedia', () => {
  it('gives the bytes, also of a large image that is decoded in stretches', async () => {
    const image = png(100, 100, 9_000_001);
    const media = await readMedia(url(image));
    expect(media.mime).toBe('image/png');
    expect(Buffer.from(media.bytes).equals(image)).toBe(true);
  });

  it('passes over line breaks in the base64', async () => {
    const image = png(10, 10, 7_000_000);
    const base64 = image.toString('base64').replace(/.{76}/g, '$&\r\n');
    const media = await readMedia(`data:image/png;base64,${base64}`);
    expect(Buffer.from(media.bytes).equals(image)).toBe(true);
  });

  it('takes bare base64 of an image', async () => {
    expect((await readMedia(png(1, 1, 2000).toString('base64'))).bytes).toHaveLength(2000);
  });

  it('says what the bytes are, not what they are said to be', async () => {
    expect((await readMedia(url(png(1, 1), 'image/svg+xml'))).mime).toBe('image/png');
  });

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    ['HTML that is said to be a PNG', Buffer.from('<!doctype html>'), 'image/png'],
    ['audio', Buffer.from('RIFF....WAVEfmt '), 'audio/wav'],
    ['nothing', Buffer.alloc(0), 'image/png'],
  ])('refuses %s', async (_name, bytes, mime) => {
    await expect(readMedia(url(bytes, mime))).rejects.toMatchObject({
      code: 'damaged',
      detail: { claimed: mime, reason: 'not_an_image' },
    });
  });

  it('refuses more than 64 megapixels by the header', async () => {
    await expect(readMedia(url(png(8001, 8000)))).rejects.toMatchObject({ code: 'too_large' });
    await expect(readMedia(url(png(8000, 8000)))).resolves.toMatchObject({ mime: 'image/png' });
  });

  it('refuses more than 50 MB before decoding any of it', async () => {
    const huge = `data:image/png;base64,${'A'.repeat(Math.ceil((50 * 2 ** 20 * 4) / 3) + 8)}`;
    await expect(readMedia(huge)).rejects.toMatchObject({
      code: 'too_large',
      detail: { limit: 50 * 2 ** 20 },
    });
  });

  it('refuses a string without embedded bytes', async () => {
    await expect(readMedia('https://example.com/a.png')).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
