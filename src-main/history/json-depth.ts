const quote = 0x22;
const backslash = 0x5c;
/** Strings longer than this are left by a native search; for short ones the call costs more than it saves. */
const shortString = 64;

/**
 * Whether JSON nests deeper than `limit`, told from the bytes alone: hostile nesting must not get as far as
 * a parser, a clone or a recursion. Brackets inside strings do not count; broken JSON gets some answer.
 */
export function nestsDeeperThan(limit: number, bytes: Uint8Array): boolean {
  if (bytes.length <= limit) return false;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfString(bytes, at + 1);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

/** Position of the quote that ends the string whose content starts at `from`; the end of the bytes without one. */
function endOfString(bytes: Uint8Array, from: number): number {
  const soon = Math.min(bytes.length, from + shortString);
  for (let at = from; at < soon; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  return endOfLongString(bytes, from);
}

function endOfLongString(bytes: Uint8Array, from: number): number {
  let end = bytes.indexOf(quote, from);
  while (end >= 0) {
    let backslashes = 0;
    while (end - 1 - backslashes >= from && bytes[end - 1 - backslashes] === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = bytes.indexOf(quote, end + 1);
  }
  return bytes.length;
}
