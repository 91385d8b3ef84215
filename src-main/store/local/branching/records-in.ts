import type { RecordRef } from '../../../contracts/model/record';
import type { RolloutRecord } from '../../../history/types';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { createRecordReader } from '../scan/record-reader';

/** A record and where it stands. */
export interface FoundRecord {
  record: RolloutRecord;
  ref: RecordRef;
}

/** The records between two offsets of a file, one at a time; what is no record is passed over. */
export async function* recordsIn(
  reader: RolloutReader,
  file: RolloutFile,
  from: number,
  to: number,
): AsyncGenerator<FoundRecord> {
  let found: FoundRecord[] = [];
  const records = createRecordReader(
    file.rolloutId,
    {
      record: (record, ref, glued) => {
        if (!glued && ref.offset < to) found.push({ record, ref });
      },
      damage: () => {},
    },
    { line: 1, offset: from, bare: file.head?.dialect === 'bare', unterminated: false },
  );
  const stream = await reader.stream(file.path);
  try {
    let at = from;
    for await (const chunk of stream.chunks(from)) {
      if (at >= to) break;
      records.push(chunk);
      at += chunk.length;
      yield* found;
      found = [];
    }
    if (at < to) records.finish();
    yield* found;
  } finally {
    await stream.close();
  }
}

/** The payload of a file's first session_meta, whole: the catalog keeps it without its long texts. */
export async function wholeHeader(
  reader: RolloutReader,
  file: RolloutFile,
): Promise<Record<string, unknown> | null> {
  const at = file.headRecord;
  if (!at) return null;
  for await (const { record } of recordsIn(reader, file, at.offset, at.offset + at.length)) {
    return record.payload;
  }
  return null;
}
