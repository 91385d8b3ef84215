import type { Damage, RecordRef } from '../../../contracts/model/record';
import { createProjector } from '../../../history/project/create-projector';
import { readSessionHead } from '../../../history/session-head';
import {
  createMetadataExtractor,
  type GitVersion,
  type MetadataExtractor,
  type SavedMetadata,
} from '../../../history/thread-metadata';
import type { Dialect, Projector, RolloutRecord, SavedProjection, SessionHead } from '../../../history/types';
import type { ScanCommit } from '../index/index-types';
import { headDamage } from '../rollouts/headless-damage';
import { slimHead } from '../rollouts/slim-head';
import { createRecordReader, type ReaderPosition, type RecordReader, type Tail } from './record-reader';

/** What was added since the last stretch. */
export type Stretch = Pick<ScanCommit, 'turns' | 'items' | 'usage' | 'damage' | 'kinds' | 'state'>;

interface SavedScan {
  position: ReaderPosition;
  dialect: Dialect | null;
  head: SessionHead | null;
  headRecord: RecordRef | null;
  metadata: SavedMetadata;
  projector: unknown;
  damageCount: number;
}

/** Every git object of the lines that were scanned, from the state that the index keeps of the scan. */
export function savedGitVersions(state: unknown): readonly GitVersion[] {
  return (state as SavedScan | null)?.metadata.gitVersions ?? [];
}

/** The scan of one rollout without any I/O: bytes go in, rows for the index come out. */
export class RolloutScan {
  readonly #file: { file: string; rolloutId: string };
  readonly #reader: RecordReader;
  readonly #metadata: MetadataExtractor;
  #projector: Projector | null;
  #dialect: Dialect | null;
  #head: SessionHead | null;
  #headRecord: RecordRef | null;
  #damage: Damage[] = [];
  #damageCount: number;
  #usageCount: number;
  #orderDamageCount = 0;

  /** @param saved what the index kept of the last stretch; null for a scan from the start */
  constructor(file: { file: string; rolloutId: string }, saved: SavedProjection | null = null) {
    const state = saved?.state as SavedScan | undefined;
    this.#file = file;
    this.#dialect = state?.dialect ?? null;
    this.#head = state?.head ?? null;
    this.#headRecord = state?.headRecord ?? null;
    this.#metadata = createMetadataExtractor(state?.metadata);
    this.#damageCount = state?.damageCount ?? 0;
    this.#usageCount = saved?.usage.length ?? 0;
    // The index has the projector's damage together with the reader's: it goes on with an empty list.
    const projection = saved && { ...saved, damage: [], state: state?.projector };
    this.#projector = projection && this.#dialect && createProjector(this.#dialect, this.#head, projection);
    const sink = {
      record: (record: RolloutRecord, ref: RecordRef, glued: boolean) => this.#push(record, ref, glued),
      damage: (damage: Omit<Damage, 'file'>) => this.addDamage(damage),
    };
    this.#reader = createRecordReader(file.rolloutId, sink, state?.position);
  }

  get position(): ReaderPosition {
    return this.#reader.position;
  }

  get head(): SessionHead | null {
    return this.#head;
  }

  /** The line of the head. */
  get headRecord(): RecordRef | null {
    return this.#headRecord;
  }

  get metadata(): MetadataExtractor['value'] {
    return this.#metadata.value;
  }

  /** Turns in the model's view. */
  get turnCount(): number {
    const turns = this.#projector?.turns ?? [];
    return turns.filter((turn) => !turn.derived && turn.reverted === null).length;
  }

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** At the end of the file: takes a last record that has no line end. */
  finish(): Tail {
    return this.#reader.finish();
  }

  addDamage(damage: Omit<Damage, 'file'>): void {
    this.#damage.push({ file: this.#file.file, ...damage });
  }

  take(): Stretch {
    const projector = this.#projector;
    const changes = projector?.takeChanges() ?? { turns: [], items: [] };
    const ordered = projector?.damage.slice(this.#orderDamageCount) ?? [];
    this.#orderDamageCount += ordered.length;
    for (const damage of ordered) this.addDamage(damage);
    const usage = projector?.usage.slice(this.#usageCount) ?? [];
    const stretch = {
      turns: changes.turns.flatMap((seq) => projector?.turns[seq] ?? []),
      items: changes.items.flatMap((n) => {
        const item = projector?.items[n];
        return item ? { n, item } : [];
      }),
      usage,
      damage: this.#damage.map((damage, i) => ({ n: this.#damageCount + i, damage })),
      kinds: projector?.kinds ?? new Map(),
    };
    this.#usageCount += usage.length;
    this.#damageCount += this.#damage.length;
    this.#damage = [];
    return { ...stretch, state: this.#save() };
  }

  #save(): SavedScan {
    return {
      position: this.#reader.position,
      dialect: this.#dialect,
      head: this.#head,
      headRecord: this.#headRecord,
      metadata: this.#metadata.save(),
      projector: this.#projector?.save() ?? null,
      damageCount: this.#damageCount,
    };
  }

  #push(record: RolloutRecord, ref: RecordRef, glued: boolean): void {
    if (!this.#head) {
      const result = readSessionHead(record);
      if (result.ok) {
        this.#head = slimHead(result.head);
        this.#headRecord = ref;
      } else if (result.reason === 'unknown_history_mode') {
        this.addDamage(headDamage(this.#file, ref, result));
      }
    }
    // Without a usable first line the records themselves tell the dialect.
    this.#dialect ??= this.#head?.dialect ?? dialectOf(record);
    this.#projector ??= createProjector(this.#dialect, this.#head);
    // Codex has never seen it: it is kept and shown raw, without changing what Codex would show.
    this.#projector.push(glued ? { ...record, type: 'glued_line', payload: {} } : record, ref);
    if (!glued || record.type === 'session_meta') this.#metadata.push(record, ref);
  }
}

function dialectOf(record: RolloutRecord): Dialect {
  if (record.type === 'bare') return 'bare';
  return record.ordinal === null ? 'legacy' : 'paginated';
}
