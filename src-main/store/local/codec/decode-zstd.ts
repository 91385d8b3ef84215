import { createZstdDecompress, type ZstdDecompress } from 'node:zlib';
import { StoreError } from '../../errors';
import { createZstdFraming, type FramingFault } from './zstd-framing';

/** How much a compressed file may grow before it is taken for a bomb. */
export interface DecodeLimits {
  /** Decoded bytes that are always allowed. */
  floor: number;
  /** Decoded bytes per compressed byte, above the floor. */
  ratio: number;
  /** Decoded bytes that are never exceeded. */
  cap: number;
}

/** Rollouts full of repeated compactions shrink a thousandfold; nothing that is really a rollout shrinks more. */
export const defaultDecodeLimits: DecodeLimits = { floor: 256 * 2 ** 20, ratio: 1000, cap: 64 * 2 ** 30 };

const pieceSize = 64 * 1024;
const maxReady = 4 * 2 ** 20;

const faultTexts: Record<FramingFault['fault'], string> = {
  not_zstd: 'The file is not zstd-compressed.',
  trailing_garbage: 'Bytes behind the last zstd frame make no sense.',
  corrupt: 'The zstd data is corrupt.',
  truncated: 'The compressed file ends too early.',
};

/**
 * Decodes every frame of a zstd file. What could be decoded before a fault is always given first; then it
 * throws `damaged` or `too_large`, with the decoded `offset` reached and the `compressedOffset` of the fault.
 */
export async function* decodeZstd(
  source: AsyncIterable<Uint8Array>,
  limits: DecodeLimits = defaultDecodeLimits,
): AsyncGenerator<Uint8Array> {
  const framing = createZstdFraming();
  let consumed = 0;
  let decoded = 0;
  let frame: FrameDecoder | null = null;

  function failure(fault: FramingFault): StoreError {
    const detail = { offset: decoded, compressedOffset: fault.offset, reason: fault.fault };
    return new StoreError('damaged', faultTexts[fault.fault], detail);
  }

  async function* take(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        decoded += chunk.length;
        if (decoded > Math.min(limits.cap, Math.max(limits.floor, limits.ratio * consumed))) {
          throw new StoreError('too_large', 'The compressed file grows beyond what a rollout can be.', {
            offset: decoded - chunk.length,
            compressedOffset: consumed,
            limit: decoded > limits.cap ? limits.cap : limits.ratio,
          });
        }
        yield chunk;
      }
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw failure({ fault: 'corrupt', offset: consumed });
    }
  }

  try {
    for await (const chunk of source) {
      const { pieces, fault } = framing.push(chunk);
      for (const piece of pieces) {
        if (piece.starts) frame = createFrameDecoder();
        for (let at = 0; frame && at < piece.bytes.length; at += pieceSize) {
          const part = piece.bytes.subarray(at, at + pieceSize);
          consumed += part.length;
          yield* take(frame.write(part));
        }
        if (piece.ends && frame) {
          yield* take(frame.end());
          frame = null;
        }
      }
      if (fault) throw failure(fault);
    }
    const fault = framing.finish();
    if (fault) throw failure(fault);
  } finally {
    frame?.destroy();
  }
}

interface FrameDecoder {
  /** Decoded bytes that the piece makes available; rejects when the decoder refuses it. */
  write(piece: Uint8Array): AsyncGenerator<Uint8Array>;
  /** The rest of a complete frame; rejects when the decoder still waits for input. */
  end(): AsyncGenerator<Uint8Array>;
  destroy(): void;
}

/** A decoder for one frame, pulled from: never holds more than a few MiB of decoded bytes. */
function createFrameDecoder(): FrameDecoder {
  const decoder: ZstdDecompress = createZstdDecompress({ chunkSize: 256 * 1024 });
  let ready: Uint8Array[] = [];
  let readyBytes = 0;
  let wake = (): void => {};
  // Errors are told by the pull that is at work; one after the last pull concerns nobody.
  decoder.on('error', () => {});
  decoder.on('data', (chunk: Uint8Array) => {
    ready.push(chunk);
    readyBytes += chunk.length;
    if (readyBytes > maxReady) decoder.pause();
    wake();
  });

  async function* pull(start: (settle: (error?: Error | null) => void) => void): AsyncGenerator<Uint8Array> {
    let settled = false;
    let failure: Error | null = null;
    const settle = (error?: Error | null): void => {
      settled = true;
      failure ??= error ?? null;
      wake();
    };
    decoder.once('error', settle);
    start(settle);
    for (;;) {
      const chunks = ready;
      ready = [];
      readyBytes = 0;
      for (const chunk of chunks) yield chunk;
      if (ready.length > 0) continue;
      if (settled && (failure || decoder.readableLength === 0)) break;
      decoder.resume();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    decoder.off('error', settle);
    if (failure) throw failure;
  }

  return {
    write: (piece) => pull((settle) => decoder.write(piece, settle)),
    end: () =>
      pull((settle) => {
        decoder.once('end', () => settle());
        decoder.end();
      }),
    destroy: () => decoder.destroy(),
  };
}
