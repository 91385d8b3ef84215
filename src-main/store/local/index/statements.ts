import type { IndexDatabase } from './open-database';

/** Every statement on the index. */
export type Statements = ReturnType<typeof prepareStatements>;

export function prepareStatements(db: IndexDatabase) {
  const inFile = '(SELECT id FROM file WHERE path = ?)';
  const fileColumns = `path, inode, size, mtime_ns, head, head_record, metadata, head_read, damage, turn_count,
    complete AND seen_inode IS inode AND seen_size IS size AND seen_mtime_ns IS mtime_ns AS scanned`;
  return {
    id: db.prepare('SELECT id FROM file WHERE path = ?').pluck(),
    files: db.prepare(`SELECT ${fileColumns} FROM file ORDER BY path`),
    file: db.prepare(`SELECT ${fileColumns} FROM file WHERE path = ?`),
    saveFile: db.prepare(
      `INSERT INTO file (path, inode, size, mtime_ns, head, head_record, metadata, head_read, damage, generation)
       VALUES (@path, @inode, @size, @mtimeNs, @head, @headRecord, @metadata, @headRead, @damage, @generation)
       ON CONFLICT (path) DO UPDATE SET inode = @inode, size = @size, mtime_ns = @mtimeNs, head = @head, head_record = @headRecord,
         metadata = @metadata, head_read = @headRead, damage = @damage`,
    ),
    renameFile: db.prepare('UPDATE file SET path = ? WHERE path = ?'),
    removeFile: db.prepare('DELETE FROM file WHERE path = ?'),
    scan: db.prepare(
      `SELECT generation, version, line, offset, total, samples, seen_inode, seen_size, seen_mtime_ns,
         complete, turn_count
       FROM file WHERE path = ?`,
    ),
    state: db.prepare('SELECT state, kinds FROM file WHERE path = ? AND state IS NOT NULL'),
    restart: db.prepare(
      `UPDATE file SET generation = ?, version = version + 1, complete = 0, seen_inode = NULL,
         seen_size = NULL, seen_mtime_ns = NULL, line = 1, offset = 0, total = 0, samples = '[]',
         state = NULL, kinds = '[]', turn_count = NULL
       WHERE path = ? AND version = ?`,
    ),
    clear: ['turn', 'item', 'stretch', 'damage'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE file = ?`),
    ),
    commit: db.prepare(
      `UPDATE file SET version = version + 1, complete = 0, seen_inode = @inode, seen_size = @size,
         seen_mtime_ns = @mtimeNs, line = @line, offset = @offset, total = @total,
         samples = @samples, state = @state, kinds = @kinds
       WHERE path = @path AND version = @version`,
    ),
    complete: db.prepare(
      `UPDATE file SET complete = 1, inode = seen_inode, size = seen_size, mtime_ns = seen_mtime_ns,
         turn_count = @turnCount, head = @head, head_record = @headRecord, metadata = @metadata, head_read = @headRead, damage = @damage
       WHERE path = @path`,
    ),
    putTurn: db.prepare('INSERT OR REPLACE INTO turn (file, seq, version, data) VALUES (?, ?, ?, ?)'),
    putItem: db.prepare('INSERT OR REPLACE INTO item (file, turn_seq, seq, n, data) VALUES (?, ?, ?, ?, ?)'),
    cutItems: db.prepare('DELETE FROM item WHERE file = ? AND turn_seq = ? AND seq >= ?'),
    putStretch: db.prepare('INSERT INTO stretch (file, version, first_turn, usage) VALUES (?, ?, ?, ?)'),
    putDamage: db.prepare('INSERT OR REPLACE INTO damage (file, n, data) VALUES (?, ?, ?)'),
    turns: db.prepare(
      `SELECT data FROM turn WHERE file = @file AND version > @version
         AND seq >= (SELECT min(first_turn) FROM stretch WHERE file = @file AND version > @version)
       ORDER BY seq`,
    ),
    allItems: db.prepare(`SELECT turn_seq, seq, data FROM item WHERE file = ${inFile} ORDER BY n`),
    items: db.prepare(
      `SELECT turn_seq, seq, data FROM item
       WHERE file = ${inFile} AND turn_seq = ? AND seq >= ? AND seq < ? ORDER BY seq`,
    ),
    usage: db.prepare(`SELECT usage FROM stretch WHERE file = ${inFile} ORDER BY version`).pluck(),
    damage: db.prepare(`SELECT data FROM damage WHERE file = ${inFile} ORDER BY n LIMIT ?`),
    damageCount: db.prepare(`SELECT count(*) FROM damage WHERE file = ${inFile}`).pluck(),
  };
}
