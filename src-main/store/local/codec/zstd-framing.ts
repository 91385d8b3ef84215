/** A run of bytes inside one frame. */
export interface FramePiece {
  bytes: Uint8Array;
  /** True for the first piece of a frame. */
  starts: boolean;
  /** True for the last piece of a frame. */
  ends: boolean;
}

/** Why the bytes are no sequence of whole zstd frames, and where in the compressed file. */
export interface FramingFault {
  fault: 'not_zstd' | 'trailing_garbage' | 'corrupt' | 'truncated';
  offset: number;
}

/**
 * Finds where zstd frames start and end, from their headers alone (RFC 8878).
 *
 * Needed because node's decoder silently stops behind the first frame of a file (quality.md 2.1): with the
 * ends known, each frame goes to a decoder of its own and nothing behind it is lost unseen.
 */
export interface ZstdFraming {
  /** Cuts the next bytes at frame borders. After a fault nothing more is taken. */
  push(chunk: Uint8Array): { pieces: FramePiece[]; fault: FramingFault | null };
  /** What is wrong when the file ends here. */
  finish(): FramingFault | null;
}

type Field =
  | 'magic'
  | 'descriptor'
  | 'header'
  | 'block'
  | 'content'
  | 'checksum'
  | 'skipSize'
  | 'skipContent';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

export function createZstdFraming(): ZstdFraming {
  /** The field that the next byte belongs to and how many of its bytes are still to come. */
  let field: Field = 'magic';
  let wanted = 4;
  /** Little-endian value of the field so far; not kept for content. */
  let value = 0;
  let got = 0;
  let offset = 0;
  let frames = 0;
  let checksum = false;
  let lastBlock = false;

  function expect(next: Field, bytes: number): void {
    field = next;
    wanted = bytes;
    value = 0;
    got = 0;
  }

  function endFrame(): true {
    frames += 1;
    expect('magic', 4);
    return true;
  }

  function afterBlock(): boolean {
    if (!lastBlock) expect('block', 3);
    else if (checksum) expect('checksum', 4);
    else return endFrame();
    return false;
  }

  /** Called when a field is complete. True: the frame ends with it; a fault: it makes no sense. */
  function complete(): boolean | FramingFault['fault'] {
    switch (field) {
      case 'magic':
        if (value === frameMagic) expect('descriptor', 1);
        else if (value >>> 4 === skippableMagic >>> 4) expect('skipSize', 4);
        else return frames === 0 ? 'not_zstd' : 'trailing_garbage';
        return false;
      case 'descriptor': {
        const singleSegment = (value & 0x20) !== 0;
        checksum = (value & 0x04) !== 0;
        const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][value >>> 6] ?? 0;
        const dictionaryBytes = [0, 1, 2, 4][value & 3] ?? 0;
        const header = (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
        if (header > 0) expect('header', header);
        else expect('block', 3);
        return false;
      }
      case 'header':
        expect('block', 3);
        return false;
      case 'block': {
        lastBlock = (value & 1) !== 0;
        const type = (value >>> 1) & 3;
        if (type === 3) return 'corrupt';
        // A run-length block holds one byte, whatever its size says.
        const bytes = type === 1 ? 1 : value >>> 3;
        if (bytes === 0) return afterBlock();
        expect('content', bytes);
        return false;
      }
      case 'content':
        return afterBlock();
      case 'checksum':
        return endFrame();
      case 'skipSize': {
        const bytes = value >>> 0;
        if (bytes === 0) return endFrame();
        expect('skipContent', bytes);
        return false;
      }
      case 'skipContent':
        return endFrame();
    }
  }

  return {
    push(chunk) {
      const pieces: FramePiece[] = [];
      let start = 0;
      let at = 0;
      while (at < chunk.length) {
        const isValue = field !== 'content' && field !== 'skipContent' && field !== 'header';
        const taken = isValue ? 1 : Math.min(wanted - got, chunk.length - at);
        if (isValue) value = (value | ((chunk[at] ?? 0) << (8 * got))) >>> 0;
        got += taken;
        at += taken;
        offset += taken;
        if (got < wanted) continue;
        const fieldStart = Math.max(start, at - wanted);
        const magic = field === 'magic' ? value : null;
        const done = complete();
        if (typeof done === 'string') {
          if (magic === null && start < fieldStart) {
            pieces.push({ bytes: chunk.subarray(start, fieldStart), starts: false, ends: false });
          }
          return { pieces, fault: { fault: done, offset: offset - wanted } };
        }
        if (magic !== null) {
          // Given from its value: a magic number may be spread over chunks, and half of one starts no frame.
          pieces.push({ bytes: littleEndian(magic), starts: true, ends: false });
          start = at;
        } else if (done) {
          pieces.push({ bytes: chunk.subarray(start, at), starts: false, ends: true });
          start = at;
        }
      }
      if (start < at && field !== 'magic') {
        pieces.push({ bytes: chunk.subarray(start), starts: false, ends: false });
      }
      return { pieces, fault: null };
    },
    finish() {
      if (field !== 'magic') return { fault: 'truncated', offset };
      if (got > 0 || frames === 0) return { fault: frames === 0 ? 'truncated' : 'trailing_garbage', offset };
      return null;
    },
  };
}

function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}
