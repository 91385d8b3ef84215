import type { Damage, RecordRef } from '../../../contracts/model/record';
import { readSessionHead } from '../../../history/session-head';
import { createMetadataExtractor, type ThreadMetadata } from '../../../history/thread-metadata';
import type { SessionHead } from '../../../history/types';
import { fileDamage } from '../scan/file-damage';
import { createRecordReader } from '../scan/record-reader';
import { headDamage, headlessDamage } from './headless-damage';
import type { RolloutReader } from './rollout-reader';
import { slimHead } from './slim-head';

/** What the first records of a rollout tell. */
export interface RolloutHead {
  head: SessionHead | null;
  headRecord: RecordRef | null;
  metadata: ThreadMetadata | null;
  damage: Damage[];
}

export interface HeadSource {
  path: string;
  /** Relative to the home, for messages. */
  file: string;
  rolloutId: string;
}

/** Most that is read in search of the first user message, which may hold an image. */
const maxBytes = 8 * 2 ** 20;
/** Codex looks for session_meta in the first 10 records and for a user message in 200 more. */
const maxRecords = 210;
const chunkSize = 64 * 1024;

/** Reads as little as tells whose a rollout is and what its thread is about. What is wrong with the file is damage. */
export async function readHead(reader: RolloutReader, source: HeadSource): Promise<RolloutHead> {
  const { path, file, rolloutId } = source;
  const extractor = createMetadataExtractor();
  const damage: Damage[] = [];
  let head: SessionHead | null = null;
  let headRecord: RecordRef | null = null;
  let count = 0;
  const records = createRecordReader(rolloutId, {
    record(record, ref) {
      count += 1;
      extractor.push(record, ref);
      if (head) return;
      const result = readSessionHead(record);
      if (!result.ok) {
        if (result.reason === 'unknown_history_mode') damage.push(headDamage(source, ref, result));
        return;
      }
      head = slimHead(result.head);
      headRecord = ref;
    },
    damage: (found) => damage.push({ ...found, file }),
  });
  const isEnough = (): boolean => count >= maxRecords || (head !== null && extractor.value.preview !== null);

  try {
    const stream = await reader.stream(path);
    let read = 0;
    let atEnd = true;
    try {
      for await (const chunk of stream.chunks(0, chunkSize)) {
        records.push(chunk);
        read += chunk.length;
        atEnd = !isEnough() && read < maxBytes;
        if (!atEnd) break;
      }
      if (atEnd) records.finish();
    } finally {
      await stream.close();
    }
    // A head that was not found may still come in what was not read.
    const headless = !head && (atEnd || count >= 10) ? headlessDamage(source, read, damage) : null;
    if (headless) damage.push(headless);
  } catch (error) {
    damage.push(fileDamage({ file, rolloutId }, error));
  }
  return { head, headRecord, metadata: count > 0 ? extractor.value : null, damage };
}
