import { createMetadataExtractor, type ThreadMetadata } from '../../../history/thread-metadata';
import type { SessionHead } from '../../../history/types';
import type { NameIndex } from '../name-index/name-index';
import type { CatalogChange, RolloutCatalog, RolloutFile } from '../rollouts/catalog';
import { stateRow, type Values } from '../state-db/fixture';
import type { StateDb, StateReading } from '../state-db/state-db';
import type { StateSnapshot } from '../state-db/state-snapshot';
import { toThreadRow } from '../state-db/thread-row';
import type { TurnCounts } from '../threads/turn-counts';

/** A catalog of given files. */
export interface TestCatalog extends RolloutCatalog {
  set(files: readonly RolloutFile[]): void;
}

export function catalogOf(initial: readonly RolloutFile[]): TestCatalog {
  let files = initial;
  const listeners = new Set<(change: CatalogChange) => void>();
  return {
    files: () => files,
    ofThread: (threadId) => files.filter((file) => file.threadId === threadId),
    byRolloutId: (rolloutId) => files.find((file) => file.rolloutId === rolloutId) ?? null,
    refresh: async () => undefined,
    listed: async () => undefined,
    settled: async () => undefined,
    refreshing: false,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      files = next;
      for (const listener of listeners) listener({ threadIds: null });
    },
  };
}

/** Ids that are easy to tell apart. */
export const id = (n: number): string => `01a2aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;

export interface FileSpec {
  thread: number;
  /** Another id of the file itself, for one that a revert made. */
  rollout?: number;
  /** Rollout that it continues. */
  base?: number;
  metadata?: Partial<ThreadMetadata> | null;
  dialect?: SessionHead['dialect'];
}

/** A rollout file as the catalog tells it; what is given in `more` as it is. */
export function rolloutFile(spec: FileSpec, more: Partial<RolloutFile> = {}): RolloutFile {
  const { thread, rollout = thread, base, metadata = {}, dialect = 'paginated' } = spec;
  const nameTime = `2026-11-22T18-00-${String(rollout % 60).padStart(2, '0')}`;
  const suffix = rollout === thread ? '' : `_${id(rollout)}`;
  const name = `rollout-${nameTime}-${id(thread)}${suffix}.jsonl`;
  const tree = more.archived ? 'archived_sessions' : 'sessions/2026/11/22';
  const head: SessionHead = {
    threadId: id(thread),
    meta: {},
    dialect,
    historyBase:
      base === undefined ? null : { rolloutId: id(base), endOrdinalExclusive: 10, endByteOffset: 1000 },
    subagentHistoryStartOrdinal: null,
    attached: false,
    writtenAt: `2026-11-22T18:00:${String(rollout % 60).padStart(2, '0')}.000Z`,
  };
  const value = {
    ...createMetadataExtractor().value,
    id: id(thread),
    historyMode: dialect,
    preview: 'Hello',
  };
  return {
    rolloutId: id(rollout),
    threadId: id(thread),
    nameThreadId: id(thread),
    path: `/home/.codex/${tree}/${name}`,
    file: `${tree}/${name}`,
    logicalPath: `/home/.codex/${tree}/${name}`,
    archived: false,
    compressed: false,
    size: 100,
    mtimeMs: Date.UTC(2026, 10, 22, 19, 0, 0, 500),
    inode: `1:${rollout}`,
    nameTime,
    nameTimeMs: Date.UTC(2026, 10, 22, 18, 0, rollout % 60),
    head: metadata === null ? null : head,
    metadata: metadata && { ...value, ...metadata },
    headRecord: null,
    headRead: true,
    scanned: true,
    turnCount: 3,
    damage: [],
    ...more,
  };
}

/** What a state database would say that has these rows, by thread number. */
export function snapshotOf(rows: Record<number, Values>, more: Partial<StateSnapshot> = {}): StateSnapshot {
  const all = Object.entries(rows).map(([n, values]) =>
    toThreadRow(stateRow({ id: id(Number(n)), ...values })),
  );
  return {
    rows: new Map(all.map((row) => [row.id, row])),
    columns: new Set(Object.keys(stateRow())),
    sections: new Map(),
    spawnParents: new Map(),
    schemaVersion: 62,
    ...more,
  };
}

/** A state database that says what was last set. */
export function stateDbOf(initial: StateReading): StateDb & { set(reading: StateReading): void } {
  let reading = initial;
  return {
    read: async () => reading,
    changed: async () => false,
    set(next) {
      reading = next;
    },
  };
}

/** Knows the turns of no thread that continues another file. */
export const noTurnCounts: Pick<TurnCounts, 'of' | 'onChange'> = { of: () => null, onChange: () => () => {} };

/** A name index with these last names, by thread number. */
export function namesOf(names: Record<number, string | null>): NameIndex {
  const map = new Map(Object.entries(names).map(([n, name]) => [id(Number(n)), name]));
  return { read: async () => ({ names: map, problem: null }) };
}
