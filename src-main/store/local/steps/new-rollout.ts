import { join } from 'node:path';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { copyRecords } from './copy-records';
import { lineBytes } from './line-bytes';
import type { ContentPart } from './step';

/** The bytes of a rollout that is to be made; nothing of it is held as a whole. */
export async function* newRollout(
  parts: readonly ContentPart[],
  { root, reader }: { root: string; reader: RolloutReader },
): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part.kind === 'lines') yield lineBytes({ newlineFirst: false, lines: part.lines });
    else yield* copyRecords(rangeOf(reader, join(root, part.file), part.from, part.to), part.timestamp);
  }
}

/** How many bytes `newRollout` gives. */
export async function newRolloutSize(
  parts: readonly ContentPart[],
  places: { root: string; reader: RolloutReader },
): Promise<number> {
  let size = 0;
  for await (const bytes of newRollout(parts, places)) size += bytes.length;
  return size;
}

/** Decoded bytes of a rollout, compressed or not. */
async function* rangeOf(
  reader: RolloutReader,
  path: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const stream = await reader.stream(path);
  try {
    let at = from;
    for await (const chunk of stream.chunks(from)) {
      if (at >= to) return;
      yield chunk.subarray(0, Math.min(chunk.length, to - at));
      at += chunk.length;
    }
  } finally {
    await stream.close();
  }
}
