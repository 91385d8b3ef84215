/** A whole line without its line end. `bytes` is only valid until the next call of the splitter. */
export interface Line {
  /** 1-based. */
  line: number;
  /** Byte offset of the first byte. */
  offset: number;
  bytes: Uint8Array;
}

/** Where a splitter stands: the first byte that belongs to no complete line yet. */
export interface LinePosition {
  /** 1-based number of the line that starts at `offset`. */
  line: number;
  offset: number;
}

/**
 * Cuts a stream of bytes at 0x0A, whatever the sizes of the chunks.
 *
 * Bytes, not text: U+2028 and other Unicode line ends are ordinary content of a JSON string. A carriage
 * return stays in the line: it is JSON white space.
 */
export interface LineSplitter {
  /** Takes the next bytes and gives the lines that they complete. */
  push(chunk: Uint8Array): Line[];
  /** The bytes behind the last line end. A writer may still be at work on them. */
  readonly tail: Uint8Array;
  /** Start of the tail; a scan that goes on later starts there. */
  readonly position: LinePosition;
}

const lineEnd = 0x0a;

/** A splitter from the start of a file, or from where an earlier one stood. */
export function createLineSplitter(from: LinePosition = { line: 1, offset: 0 }): LineSplitter {
  let { line, offset } = from;
  // Chunks of a line that has not ended are joined once, at its end: a long line costs no repeated copying.
  let pending: Uint8Array[] = [];

  function take(bytes: Uint8Array): Line {
    const whole = pending.length === 0 ? bytes : join([...pending, bytes]);
    pending = [];
    const taken = { line, offset, bytes: whole };
    line += 1;
    offset += whole.length + 1;
    return taken;
  }

  return {
    push(chunk) {
      const lines: Line[] = [];
      let start = 0;
      for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
        lines.push(take(chunk.subarray(start, end)));
        start = end + 1;
      }
      // The rest is copied (a Buffer's slice would not): whoever reads may use the chunk's memory again.
      if (start < chunk.length) pending.push(new Uint8Array(chunk.subarray(start)));
      return lines;
    },
    get tail() {
      if (pending.length > 1) pending = [join(pending)];
      return pending[0] ?? new Uint8Array();
    },
    get position() {
      return { line, offset };
    },
  };
}

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
