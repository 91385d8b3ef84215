/** Raised with every change of the tables or of what the projectors keep: an older index is then built anew. */
export const schemaVersion = 5;

/**
 * One row per rollout file: what the catalog shows (`inode` to `damage`), and how far it was scanned.
 *
 * `generation` names one scan from the start of the file; what points into the file by place holds within one.
 * `version` counts commits: it is what a commit compares, so that two Skeins on one index cannot mix their work.
 * A `stretch` is what one commit added: the first turn that it wrote, and usage points, which only ever grow.
 * `seen_*` is the file as the last commit saw it, `complete` whether that commit reached its end.
 */
export const schema = `
  CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    inode TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    head TEXT NOT NULL,
    head_record TEXT NOT NULL,
    metadata TEXT NOT NULL,
    head_read INTEGER NOT NULL,
    damage TEXT NOT NULL,
    generation TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    complete INTEGER NOT NULL DEFAULT 0,
    seen_inode TEXT,
    seen_size INTEGER,
    seen_mtime_ns TEXT,
    line INTEGER NOT NULL DEFAULT 1,
    offset INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    samples TEXT NOT NULL DEFAULT '[]',
    state TEXT,
    kinds TEXT NOT NULL DEFAULT '[]',
    turn_count INTEGER
  ) STRICT;
  CREATE TABLE turn (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (file, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE item (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    turn_seq INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (file, turn_seq, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE stretch (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    version INTEGER NOT NULL,
    first_turn INTEGER,
    usage TEXT NOT NULL,
    PRIMARY KEY (file, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE damage (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    n INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (file, n)
  ) STRICT, WITHOUT ROWID;
`;
