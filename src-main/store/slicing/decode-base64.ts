import { setImmediate as yieldToOthers } from 'node:timers/promises';

/** Characters decoded between two turns of the event loop; a multiple of 4. */
const stretch = 4 * 2 ** 20;

/**
 * Decodes the base64 behind `start`, in stretches that let other calls in between. Line breaks and other foreign
 * characters are passed over, as the web does.
 */
export async function decodeBase64(text: string, start: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let carry = '';
  for (let at = start; at < text.length; at += stretch) {
    const clean = carry + text.slice(at, at + stretch).replace(/[^A-Za-z0-9+/=_-]/g, '');
    const whole = at + stretch >= text.length ? clean.length : clean.length - (clean.length % 4);
    parts.push(Buffer.from(clean.slice(0, whole), 'base64'));
    carry = clean.slice(whole);
    await yieldToOthers();
  }
  return new Uint8Array(Buffer.concat(parts));
}
