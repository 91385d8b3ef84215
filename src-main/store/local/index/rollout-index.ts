import { randomBytes } from 'node:crypto';
import type { Damage } from '../../../contracts/model/record';
import type { ItemSketch, KindCount, SavedProjection, TurnSketch, UsagePoint } from '../../../history/types';
import type { FileIdentity } from '../home/file-identity';
import type { IndexedFile, ScanCommit, ScanState, StoredFile } from './index-types';
import { packItem, unpackItem } from './item-row';
import { type IndexDatabase, isBroken, isUnwritable, openMemoryDatabase } from './open-database';
import { prepareStatements, type Statements } from './statements';

/**
 * Skein's own index: a cache of what the rollout files hold, never the truth about them. Files are known by
 * their path relative to the home.
 *
 * Calls are synchronous and short; each is one transaction at most, and none is open between two calls. When
 * the database breaks or cannot be written any more, the index goes on in memory, empty: whoever asks finds
 * nothing there and scans again.
 */
export class RolloutIndex {
  #database: IndexDatabase;
  #sql: Statements;
  readonly #onLoss: (error: unknown) => void;

  /** @param onLoss told once, with the reason, when the database had to be given up */
  constructor(database: IndexDatabase, onLoss: (error: unknown) => void = () => {}) {
    this.#database = database;
    this.#sql = prepareStatements(database);
    this.#onLoss = onLoss;
  }

  get inMemory(): boolean {
    return this.#database.memory;
  }

  files(): StoredFile[] {
    return this.#run((sql) => (sql.files.all() as FileRow[]).map(storedFile));
  }

  file(path: string): StoredFile | null {
    const row = this.#run((sql) => sql.file.get(path)) as FileRow | undefined;
    return row ? storedFile(row) : null;
  }

  /** Writes what the catalog knows; the scan of a file that is known already stays. */
  saveFiles(files: readonly IndexedFile[]): void {
    this.#transaction((sql) => {
      for (const file of files) {
        sql.saveFile.run({
          path: file.path,
          ...file.identity,
          ...headColumns(file),
          generation: newGeneration(),
        });
      }
    });
  }

  /** A file that was moved keeps its scan. */
  renameFile(from: string, to: string): void {
    this.#transaction((sql) => {
      sql.removeFile.run(to);
      sql.renameFile.run(to, from);
    });
  }

  removeFiles(paths: readonly string[]): void {
    this.#transaction((sql) => {
      for (const path of paths) sql.removeFile.run(path);
    });
  }

  /** Null for a file that is not in the index. */
  scan(path: string): ScanState | null {
    const row = this.#run((sql) => sql.scan.get(path)) as ScanRow | undefined;
    if (!row) return null;
    const { generation, version, line, offset, total } = row;
    return {
      ...{ generation, version, line, offset, total },
      samples: JSON.parse(row.samples) as ScanState['samples'],
      seen: seenIdentity(row),
      complete: row.complete === 1,
      turnCount: row.turn_count,
    };
  }

  /** The state of a scan as of its last commit, in the scan's own form; null when there was none. */
  state(path: string): unknown {
    const saved = this.#run((sql) => sql.state.get(path)) as { state: string } | undefined;
    return saved ? (JSON.parse(saved.state) as unknown) : null;
  }

  /** What a scan needs to go on from its last commit; null when there was none. */
  resume(path: string, rolloutId: string): SavedProjection | null {
    return this.#run((sql) => {
      const saved = sql.state.get(path) as { state: string; kinds: string } | undefined;
      if (!saved) return null;
      return {
        turns: turnsOf(sql, path, 0),
        items: (sql.allItems.all(path) as ItemRow[]).map((row) => itemOf(rolloutId, row)),
        usage: usageOf(sql, path),
        damage: parseAll<Damage>(sql.damage.all(path, -1)),
        kinds: new Map(JSON.parse(saved.kinds) as [string, KindCount][]),
        state: JSON.parse(saved.state) as unknown,
      };
    });
  }

  /**
   * Forgets the scan of a file whose content changed. False when another process was faster: `scan` then tells
   * what holds now.
   */
  restart(path: string, version: number): boolean {
    return this.#transaction((sql) => {
      if (sql.restart.run(newGeneration(), path, version).changes === 0) return false;
      const id = sql.id.get(path);
      for (const table of sql.clear) table.run(id);
      return true;
    });
  }

  /** Adds a stretch of a scan. False when another process was faster, as in `restart`. */
  commit(commit: ScanCommit): boolean {
    return this.#transaction((sql) => {
      const { path, version, line, offset, total, seen } = commit;
      const { changes } = sql.commit.run({
        ...{ path, version, line, offset, total, ...seen },
        samples: JSON.stringify(commit.samples),
        state: JSON.stringify(commit.state),
        kinds: JSON.stringify([...commit.kinds]),
      });
      if (changes === 0) return false;
      const id = sql.id.get(path);
      let firstTurn: number | null = null;
      for (const turn of commit.turns) {
        sql.putTurn.run(id, turn.seq, version + 1, JSON.stringify(turn));
        // Items that went from the end of this turn to another.
        sql.cutItems.run(id, turn.seq, turn.itemCount);
        firstTurn = Math.min(firstTurn ?? turn.seq, turn.seq);
      }
      for (const { n, item } of commit.items) sql.putItem.run(id, item.turnSeq, item.seq, n, packItem(item));
      sql.putStretch.run(id, version + 1, firstTurn, JSON.stringify(commit.usage));
      for (const { n, damage } of commit.damage) sql.putDamage.run(id, n, JSON.stringify(damage));
      if (commit.complete) {
        sql.complete.run({ path, turnCount: commit.complete.turnCount, ...headColumns(commit.complete) });
      }
      return true;
    });
  }

  /** Turns of a file that were written after `version`; all of them for version 0. */
  turns(path: string, version = 0): TurnSketch[] {
    return this.#run((sql) => turnsOf(sql, path, version));
  }

  /** Items of one turn, by place. */
  items(path: string, rolloutId: string, turnSeq: number, from: number, count: number): ItemSketch[] {
    const rows = this.#run((sql) => sql.items.all(path, turnSeq, from, from + count)) as ItemRow[];
    return rows.map((row) => itemOf(rolloutId, row));
  }

  kinds(path: string): [kind: string, KindCount][] {
    const row = this.#run((sql) => sql.state.get(path)) as { kinds: string } | undefined;
    return row ? (JSON.parse(row.kinds) as [string, KindCount][]) : [];
  }

  usage(path: string): UsagePoint[] {
    return this.#run((sql) => usageOf(sql, path));
  }

  /** The first `limit` entries and how many there are. */
  damage(path: string, limit: number): { damage: Damage[]; total: number } {
    return this.#run((sql) => ({
      damage: parseAll<Damage>(sql.damage.all(path, limit)),
      total: sql.damageCount.get(path) as number,
    }));
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }

  #transaction<Result>(work: (sql: Statements) => Result): Result {
    // IMMEDIATE: a read that turns into a write would fail at once when another Skein commits in between.
    return this.#run(() => this.#database.transaction(() => work(this.#sql)).immediate());
  }

  #run<Result>(work: (sql: Statements) => Result): Result {
    try {
      return work(this.#sql);
    } catch (error) {
      if (this.inMemory || !(isBroken(error) || isUnwritable(error))) throw error;
      this.#database.close();
      this.#database = openMemoryDatabase();
      this.#sql = prepareStatements(this.#database);
      this.#onLoss(error);
      return work(this.#sql);
    }
  }
}

interface FileRow {
  path: string;
  inode: string;
  size: number;
  mtime_ns: string;
  head: string;
  head_record: string;
  metadata: string;
  head_read: number;
  damage: string;
  scanned: number;
  turn_count: number | null;
}

interface ScanRow {
  generation: string;
  version: number;
  line: number;
  offset: number;
  total: number;
  samples: string;
  seen_inode: string | null;
  seen_size: number | null;
  seen_mtime_ns: string | null;
  complete: number;
  turn_count: number | null;
}

interface ItemRow {
  turn_seq: number;
  seq: number;
  data: string;
}

function storedFile(row: FileRow): StoredFile {
  return {
    path: row.path,
    identity: { inode: row.inode, size: row.size, mtimeNs: row.mtime_ns },
    head: JSON.parse(row.head) as StoredFile['head'],
    headRecord: JSON.parse(row.head_record) as StoredFile['headRecord'],
    metadata: JSON.parse(row.metadata) as StoredFile['metadata'],
    headRead: row.head_read === 1,
    damage: JSON.parse(row.damage) as Damage[],
    scanned: row.scanned === 1,
    turnCount: row.turn_count,
  };
}

function seenIdentity(row: ScanRow): FileIdentity | null {
  const { seen_inode: inode, seen_size: size, seen_mtime_ns: mtimeNs } = row;
  return inode === null || size === null || mtimeNs === null ? null : { inode, size, mtimeNs };
}

function headColumns(
  file: Pick<IndexedFile, 'head' | 'headRecord' | 'metadata' | 'headRead' | 'damage'>,
): object {
  return {
    head: JSON.stringify(file.head),
    headRecord: JSON.stringify(file.headRecord),
    metadata: JSON.stringify(file.metadata),
    headRead: file.headRead ? 1 : 0,
    damage: JSON.stringify(file.damage),
  };
}

function itemOf(rolloutId: string, row: ItemRow): ItemSketch {
  return unpackItem(rolloutId, row.turn_seq, row.seq, row.data);
}

function turnsOf(sql: Statements, path: string, version: number): TurnSketch[] {
  return parseAll<TurnSketch>(sql.turns.all({ file: sql.id.get(path) ?? -1, version }));
}

function usageOf(sql: Statements, path: string): UsagePoint[] {
  return (sql.usage.all(path) as string[]).flatMap((usage) => JSON.parse(usage) as UsagePoint[]);
}

function parseAll<Value>(rows: unknown[]): Value[] {
  return (rows as { data: string }[]).map((row) => JSON.parse(row.data) as Value);
}

/** Unguessable on purpose: what was handed out for an older state of a file must never fit a newer one. */
function newGeneration(): string {
  return randomBytes(8).toString('hex');
}
