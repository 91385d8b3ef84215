import type { Damage, RecordRef } from '../../contracts/model/record';
import type { ThreadFile } from '../../history/compose-thread';
import type { JsonObject } from '../../history/json';
import { parseRecord } from '../../history/parse-record';
import { createProjector } from '../../history/project/create-projector';
import { readSessionHead, startsBareFile } from '../../history/session-head';
import { createMetadataExtractor, type GitVersion, type ThreadMetadata } from '../../history/thread-metadata';
import type {
  Dialect,
  ItemSketch,
  Projector,
  RolloutRecord,
  SessionHead,
  TurnSketch,
} from '../../history/types';

/** A rollout that lies nowhere but in memory. */
export interface RolloutSpec {
  threadId: string;
  /** Another id for a rollout that a revert made. */
  rolloutId?: string;
  /** Whole lines of the rollout, as JSON. */
  records: readonly JsonObject[];
  archived?: boolean;
  /** Epoch ms. */
  modifiedAtMs?: number;
}

/** The lines of one rollout with everything that is derived from them. */
export class MemoryRollout implements ThreadFile {
  readonly rolloutId: string;
  archived: boolean;
  /** Ordinal of the last line that has one. */
  lastOrdinal: number | null = null;
  readonly damage: Omit<Damage, 'file'>[] = [];
  modifiedAtMs: number;
  lines = 0;
  bytes = Buffer.alloc(0);
  #threadId: string;
  #head: SessionHead | null = null;
  #headRecord: RecordRef | null = null;
  #projector: Projector | null = null;
  readonly #metadata = createMetadataExtractor();
  readonly #records = new Map<number, RolloutRecord>();
  readonly #bare: boolean;

  constructor(spec: RolloutSpec) {
    this.#threadId = spec.threadId;
    this.rolloutId = spec.rolloutId ?? spec.threadId;
    this.archived = spec.archived ?? false;
    this.modifiedAtMs = spec.modifiedAtMs ?? 0;
    this.#bare = spec.records[0] !== undefined && startsBareFile(spec.records[0]);
    this.append(spec.records);
  }

  append(records: readonly JsonObject[]): void {
    for (const record of records) this.#push(Buffer.from(JSON.stringify(record)));
  }

  get head(): ThreadFile['head'] {
    return this.#head ?? { threadId: this.#threadId, historyBase: null, writtenAt: null, attached: false };
  }

  get headRecord(): RecordRef | null {
    return this.#headRecord;
  }

  get dialect(): Dialect {
    return this.#head?.dialect ?? (this.#bare ? 'bare' : 'legacy');
  }

  get size(): number {
    return this.bytes.length;
  }

  get ownFromOrdinal(): number {
    return this.#head?.subagentHistoryStartOrdinal ?? 0;
  }

  get metadata(): ThreadMetadata {
    return this.#metadata.value;
  }

  /** Every git object that its lines wrote, in order. */
  get gitVersions(): readonly GitVersion[] {
    return this.#metadata.gitVersions;
  }

  get projector(): Projector {
    this.#projector ??= createProjector(this.dialect, this.#head);
    return this.#projector;
  }

  get turns(): readonly TurnSketch[] {
    return this.projector.turns;
  }

  itemsOf(turnSeq: number): ItemSketch[] {
    return this.projector.items.filter((item) => item.turnSeq === turnSeq).sort((a, b) => a.seq - b.seq);
  }

  /** All readable records in order, each with the byte at which it starts. */
  get records(): ReadonlyMap<number, RolloutRecord> {
    return this.#records;
  }

  /** Payload of the session_meta that counts. */
  get meta(): JsonObject {
    return this.#head?.meta ?? {};
  }

  recordsOf(item: ItemSketch): RolloutRecord[] {
    return item.records.flatMap((ref) => this.#records.get(ref.offset) ?? []);
  }

  #push(content: Buffer): void {
    const offset = this.bytes.length;
    this.lines += 1;
    const place = { line: this.lines, offset, length: content.length };
    this.bytes = Buffer.concat([this.bytes, content, Buffer.from('\n')]);
    const parsed = parseRecord(content, { firstLine: this.lines === 1, bare: this.#bare });
    if (parsed.kind === 'damage') {
      const { reason, message } = parsed;
      this.damage.push({ rolloutId: this.rolloutId, ...place, reason, message });
    }
    if (parsed.kind !== 'record') return;
    const { record } = parsed;
    const ref: RecordRef = { rolloutId: this.rolloutId, ...place, ordinal: record.ordinal };
    const head = this.#head === null ? readSessionHead(record) : null;
    if (head?.ok) {
      this.#head = head.head;
      this.#headRecord = ref;
    }
    this.lastOrdinal = record.ordinal ?? this.lastOrdinal;
    this.#records.set(offset, record);
    this.#metadata.push(record, ref);
    this.projector.push(record, ref);
  }
}
