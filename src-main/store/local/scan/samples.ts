import { createHash } from 'node:crypto';
import type { RolloutBytes } from '../rollouts/rollout-reader';

/** A stretch of a file and its hash: cheap evidence that what was scanned is still there (S-05). */
export interface Sample {
  offset: number;
  length: number;
  hash: string;
}

const sampleSize = 4096;
const maxSamples = 16;

/**
 * Collects samples while a file is scanned: its first bytes, its last ones before the scanned end, and some
 * between, ever farther apart.
 */
export class SampleCollector {
  #samples: Sample[];

  constructor(samples: Sample[] = []) {
    this.#samples = samples;
  }

  /** Takes the last bytes of a chunk that lie before `end`; of the first chunk, its first ones as well. */
  add(chunk: Uint8Array, chunkOffset: number, end: number): void {
    const before = chunk.subarray(0, Math.max(0, end - chunkOffset));
    if (before.length === 0) return;
    if (this.#samples.length === 0) this.#push(before.subarray(0, sampleSize), chunkOffset);
    const last = before.subarray(-sampleSize);
    this.#push(last, chunkOffset + before.length - last.length);
  }

  get samples(): Sample[] {
    return this.#samples;
  }

  #push(bytes: Uint8Array, offset: number): void {
    this.#samples.push({ offset, length: bytes.length, hash: hashOf(bytes) });
    if (this.#samples.length <= maxSamples) return;
    this.#samples = this.#samples.filter(
      (_sample, index, all) => index % 2 === 0 || index === all.length - 1,
    );
  }
}

/** Whether a file still holds all samples. */
export async function holdsSamples(bytes: RolloutBytes, samples: readonly Sample[]): Promise<boolean> {
  for (const { offset, length, hash } of samples) {
    const buffer = new Uint8Array(length);
    if ((await bytes.read(buffer, offset)) < length || hashOf(buffer) !== hash) return false;
  }
  return true;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}
