import { randomBytes } from 'node:crypto';
import type { Damage } from '../../../contracts/model/record';
import type { ItemSketch, KindCount, SavedProjection, TurnSketch, UsagePoint } from '../../../history/types';
import { type FileIdentity } from '../home/file-identity';
import type { IndexedFile, ScanCommit, ScanState, StoredFile } from './index-types';
import { packItem, unpackItem } from './item-row';
import type { IndexDatabase } from './open-database';

/**
 * Skein's own index: a cache of what the rollout files hold, never the truth about them.
 *
 * Calls are synchronous and short; each is one transaction at most, and none is open between two calls.
 */
export class RolloutIndex {
  readonly #database: IndexDatabase;
  readonly #sql: ReturnType<typeof prepareStatements>;

  constructor(database: IndexDatabase) {
    this.#database = database;
    this.#sql = prepareStatements(database);
  }

  files(): StoredFile[] {
    return (this.#sql.files.all() as FileRow[]).map(storedFile);
  }

  /** Writes what the catalog knows; the scan of a file that is known already stays. */
  saveFiles(files: readonly IndexedFile[]): void {
    this.#transaction(() => {
      for (const file of files) {
        this.#sql.saveFile.run({
          path: file.path,
          ...identityColumns(file.identity),
          head: JSON.stringify(file.head),
          metadata: JSON.stringify(file.metadata),
          headRead: file.headRead ? 1 : 0,
          damage: JSON.stringify(file.damage),
          generation: newGeneration(),
        });
      }
    });
  }

  /** A file that was moved keeps its scan. */
  renameFile(from: string, to: string): void {
    this.#transaction(() => {
      this.#sql.removeFile.run(to);
      this.#sql.renameFile.run(to, from);
    });
  }

  removeFiles(paths: readonly string[]): void {
    this.#transaction(() => {
      for (const path of paths) this.#sql.removeFile.run(path);
    });
  }

  /** Null for a file that is not in the index. */
  scan(path: string): ScanState | null {
    const row = this.#sql.scan.get(path) as ScanRow | undefined;
    if (!row) return null;
    const { generation, version, line, offset, total, fingerprint } = row;
    const finished =
      row.scanned_inode === null
        ? null
        : { inode: row.scanned_inode, size: row.scanned_size ?? 0, mtimeNs: row.scanned_mtime_ns ?? '' };
    return { generation, version, line, offset, total, fingerprint, finished, turnCount: row.turn_count };
  }

  /** What a scan needs to go on from its last commit. */
  resume(path: string, rolloutId: string): SavedProjection {
    const { id, state, kinds } = this.#sql.state.get(path) as { id: number; state: string; kinds: string };
    return {
      turns: parseAll<TurnSketch>(this.#sql.allTurns.all(id)),
      items: (this.#sql.allItems.all(id) as ItemRow[]).map((row) => itemOf(rolloutId, row)),
      usage: parseAll<UsagePoint>(this.#sql.allUsage.all(id)),
      damage: parseAll<Damage>(this.#sql.allDamage.all(id)),
      kinds: new Map(JSON.parse(kinds) as [string, KindCount][]),
      state: JSON.parse(state) as unknown,
    };
  }

  /**
   * Forgets the scan of a file whose content changed. False when another process was faster: `scan` then tells
   * what holds now.
   */
  restart(path: string, version: number): boolean {
    return this.#transaction(() => {
      const { changes } = this.#sql.restart.run(newGeneration(), path, version);
      if (changes === 0) return false;
      const id = this.#idOf(path);
      for (const table of this.#sql.clear) table.run(id);
      return true;
    });
  }

  /** Adds a stretch of a scan. False when another process was faster, as in `restart`. */
  commit(commit: ScanCommit): boolean {
    return this.#transaction(() => {
      const next = commit.version + 1;
      const { changes } = this.#sql.commit.run({
        path: commit.path,
        version: commit.version,
        line: commit.line,
        offset: commit.offset,
        total: commit.total,
        fingerprint: commit.fingerprint,
        state: JSON.stringify(commit.state),
        kinds: JSON.stringify([...commit.kinds]),
      });
      if (changes === 0) return false;
      const id = this.#idOf(commit.path);
      for (const turn of commit.turns) this.#sql.putTurn.run(id, turn.seq, next, JSON.stringify(turn));
      for (const { n, item } of commit.items) {
        this.#sql.putItem.run(id, n, item.turnSeq, item.seq, packItem(item));
      }
      for (const { n, point } of commit.usage) this.#sql.putUsage.run(id, n, JSON.stringify(point));
      for (const { n, damage } of commit.damage) this.#sql.putDamage.run(id, n, JSON.stringify(damage));
      if (commit.finished) {
        const { identity, turnCount, file } = commit.finished;
        this.#sql.finish.run({
          id,
          ...identityColumns(identity),
          turnCount,
          head: JSON.stringify(file.head),
          metadata: JSON.stringify(file.metadata),
          headRead: file.headRead ? 1 : 0,
          damage: JSON.stringify(file.damage),
        });
      }
      return true;
    });
  }

  /** Turns of a file that were written after `version`; all of them for version 0. */
  turns(path: string, version = 0): TurnSketch[] {
    return parseAll<TurnSketch>(this.#sql.turnsSince.all(path, version));
  }

  /** Items of one turn, by place. */
  items(path: string, rolloutId: string, turnSeq: number, from: number, count: number): ItemSketch[] {
    const rows = this.#sql.items.all(path, turnSeq, from, from + count) as ItemRow[];
    return rows.map((row) => itemOf(rolloutId, row));
  }

  usage(path: string): UsagePoint[] {
    return parseAll<UsagePoint>(this.#sql.usage.all(path));
  }

  damage(path: string, limit: number): { damage: Damage[]; total: number } {
    return {
      damage: parseAll<Damage>(this.#sql.damage.all(path, limit)),
      total: this.#sql.damageCount.pluck().get(path) as number,
    };
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }

  #idOf(path: string): number {
    return this.#sql.id.pluck().get(path) as number;
  }

  #transaction<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate();
  }
}

interface FileRow {
  path: string;
  inode: string;
  size: number;
  mtime_ns: string;
  head: string;
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
  fingerprint: string | null;
  scanned_inode: string | null;
  scanned_size: number | null;
  scanned_mtime_ns: string | null;
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
    metadata: JSON.parse(row.metadata) as StoredFile['metadata'],
    headRead: row.head_read === 1,
    damage: JSON.parse(row.damage) as Damage[],
    scanned: row.scanned === 1,
    turnCount: row.turn_count,
  };
}

function itemOf(rolloutId: string, row: ItemRow): ItemSketch {
  return unpackItem(rolloutId, row.turn_seq, row.seq, row.data);
}

function parseAll<Value>(rows: unknown[]): Value[] {
  return (rows as { data: string }[]).map((row) => JSON.parse(row.data) as Value);
}

function identityColumns({ inode, size, mtimeNs }: FileIdentity): object {
  return { inode, size, mtimeNs };
}

function newGeneration(): string {
  return randomBytes(8).toString('hex');
}

function prepareStatements(db: IndexDatabase) {
  const inFile = '(SELECT id FROM file WHERE path = ?)';
  return {
    id: db.prepare('SELECT id FROM file WHERE path = ?'),
    files: db.prepare(
      `SELECT path, inode, size, mtime_ns, head, metadata, head_read, damage, turn_count,
         scanned_inode IS inode AND scanned_size IS size AND scanned_mtime_ns IS mtime_ns AS scanned
       FROM file ORDER BY path`,
    ),
    saveFile: db.prepare(
      `INSERT INTO file (path, inode, size, mtime_ns, head, metadata, head_read, damage, generation)
       VALUES (@path, @inode, @size, @mtimeNs, @head, @metadata, @headRead, @damage, @generation)
       ON CONFLICT (path) DO UPDATE SET inode = @inode, size = @size, mtime_ns = @mtimeNs, head = @head,
         metadata = @metadata, head_read = @headRead, damage = @damage`,
    ),
    renameFile: db.prepare('UPDATE file SET path = ? WHERE path = ?'),
    removeFile: db.prepare('DELETE FROM file WHERE path = ?'),
    scan: db.prepare(
      `SELECT generation, version, line, offset, total, fingerprint, scanned_inode, scanned_size,
         scanned_mtime_ns, turn_count
       FROM file WHERE path = ?`,
    ),
    state: db.prepare('SELECT id, state, kinds FROM file WHERE path = ?'),
    restart: db.prepare(
      `UPDATE file SET generation = ?, version = version + 1, scanned_inode = NULL, scanned_size = NULL,
         scanned_mtime_ns = NULL, line = 1, offset = 0, total = 0, fingerprint = NULL, state = NULL,
         kinds = '[]', turn_count = NULL
       WHERE path = ? AND version = ?`,
    ),
    clear: ['turn', 'item', 'usage', 'damage'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE file = ?`),
    ),
    commit: db.prepare(
      `UPDATE file SET version = version + 1, scanned_inode = NULL, line = @line, offset = @offset,
         total = @total, fingerprint = @fingerprint, state = @state, kinds = @kinds
       WHERE path = @path AND version = @version`,
    ),
    finish: db.prepare(
      `UPDATE file SET scanned_inode = @inode, scanned_size = @size, scanned_mtime_ns = @mtimeNs,
         turn_count = @turnCount, head = @head, metadata = @metadata, head_read = @headRead, damage = @damage
       WHERE id = @id`,
    ),
    putTurn: db.prepare('INSERT OR REPLACE INTO turn (file, seq, version, data) VALUES (?, ?, ?, ?)'),
    putItem: db.prepare('INSERT OR REPLACE INTO item (file, n, turn_seq, seq, data) VALUES (?, ?, ?, ?, ?)'),
    putUsage: db.prepare('INSERT OR REPLACE INTO usage (file, n, data) VALUES (?, ?, ?)'),
    putDamage: db.prepare('INSERT OR REPLACE INTO damage (file, n, data) VALUES (?, ?, ?)'),
    allTurns: db.prepare('SELECT data FROM turn WHERE file = ? ORDER BY seq'),
    allItems: db.prepare('SELECT turn_seq, seq, data FROM item WHERE file = ? ORDER BY n'),
    allUsage: db.prepare('SELECT data FROM usage WHERE file = ? ORDER BY n'),
    allDamage: db.prepare('SELECT data FROM damage WHERE file = ? ORDER BY n'),
    turnsSince: db.prepare(`SELECT data FROM turn WHERE file = ${inFile} AND version > ? ORDER BY seq`),
    items: db.prepare(
      `SELECT turn_seq, seq, data FROM item
       WHERE file = ${inFile} AND turn_seq = ? AND seq >= ? AND seq < ? ORDER BY seq`,
    ),
    usage: db.prepare(`SELECT data FROM usage WHERE file = ${inFile} ORDER BY n`),
    damage: db.prepare(`SELECT data FROM damage WHERE file = ${inFile} ORDER BY n LIMIT ?`),
    damageCount: db.prepare(`SELECT count(*) FROM damage WHERE file = ${inFile}`),
  };
}
