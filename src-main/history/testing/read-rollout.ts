import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import type { RecordRef } from '../../contracts/model/record';
import { buildItem } from '../build-item';
import { parseRecord } from '../parse-record';
import { createProjector } from '../project/create-projector';
import { readSessionHead, startsBareFile } from '../session-head';
import { createLineSplitter } from '../split-lines';
import type { ThreadItem } from '../../contracts/model/item';
import type { Damage } from '../../contracts/model/record';
import type { Dialect, ItemSketch, Projector, RolloutRecord, SessionHead } from '../types';

/** One line of a rollout, whole in memory: for tests only. */
export interface PlacedRecord {
  record: RolloutRecord;
  ref: RecordRef;
}

export interface ReadRollout {
  head: SessionHead | null;
  dialect: Dialect;
  records: PlacedRecord[];
  damage: Omit<Damage, 'file'>[];
  size: number;
}

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Decoded bytes of a rollout file; null where decoding takes more than one whole frame, which is the store's business. */
export function rolloutBytes(path: string): Uint8Array | null {
  const bytes = readFileSync(path);
  if (!path.endsWith('.zst')) return bytes;
  if (bytes.indexOf(zstdMagic, 1) >= 0) return null;
  try {
    return zstdDecompressSync(bytes);
  } catch {
    return null;
  }
}

/** Every record of a rollout, and what was damaged. */
export function readRollout(bytes: Uint8Array, rolloutId: string): ReadRollout {
  const splitter = createLineSplitter();
  const lines = splitter.push(bytes);
  if (splitter.tail.length > 0) lines.push({ ...splitter.position, bytes: splitter.tail });
  const result: ReadRollout = { head: null, dialect: 'legacy', records: [], damage: [], size: bytes.length };
  let bare: boolean | null = null;
  for (const { line, offset, bytes: content } of lines) {
    const firstLine = line === 1;
    if (bare === null) {
      const first = parseRecord(content, { firstLine, bare: true });
      if (first.kind === 'record') bare = startsBareFile(first.record.raw);
    }
    const parsed = parseRecord(content, { firstLine, bare: bare ?? false });
    if (parsed.kind === 'blank') continue;
    if (parsed.kind === 'damage') {
      const { reason, message } = parsed;
      result.damage.push({ rolloutId, line, offset, length: content.length, reason, message });
      continue;
    }
    const { record } = parsed;
    if (result.head === null) {
      const head = readSessionHead(record);
      if (head.ok) result.head = head.head;
    }
    result.records.push({
      record,
      ref: { rolloutId, line, offset, length: content.length, ordinal: record.ordinal },
    });
  }
  result.dialect = result.head?.dialect ?? 'legacy';
  return result;
}

/** The whole projection of a rollout. */
export function projectRollout(rollout: ReadRollout): Projector {
  const projector = createProjector(rollout.dialect, rollout.head);
  for (const { record, ref } of rollout.records) projector.push(record, ref);
  return projector;
}

/** Builds items of a rollout by its sketches. */
export function itemBuilder(rollout: ReadRollout): (sketch: ItemSketch) => ThreadItem {
  const byOffset = new Map(rollout.records.map(({ record, ref }) => [ref.offset, record]));
  return (sketch) =>
    buildItem(
      sketch,
      sketch.records.flatMap((ref) => byOffset.get(ref.offset) ?? []),
    );
}
