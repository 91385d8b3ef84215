/** Of the tables below. A journal is never thrown away: a newer Skein adds to what it finds. */
export const journalVersion = 1;

/** Marks the file as a journal of Skein (`SKNJ`). */
export const journalApplicationId = 0x534b4e4a;

export const journalSchema = `
CREATE TABLE batches (
  batch_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  undoes TEXT,
  new_thread_id TEXT,
  total INTEGER NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE entries (
  batch_id TEXT NOT NULL REFERENCES batches,
  place INTEGER NOT NULL,
  thread_id TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('begun', 'applied', 'failed', 'undone')),
  fields TEXT NOT NULL,
  writes TEXT NOT NULL,
  steps TEXT NOT NULL,
  locks TEXT NOT NULL,
  error TEXT,
  undone_by TEXT,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (batch_id, thread_id)
) STRICT;
CREATE INDEX entries_by_thread ON entries (thread_id);
CREATE INDEX entries_begun ON entries (state) WHERE state = 'begun';
CREATE INDEX entries_by_time ON entries (changed_at_ms);
CREATE TABLE put_back (
  batch_id TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (batch_id, thread_id, field)
) STRICT;
CREATE TABLE drafts (thread_id TEXT PRIMARY KEY, draft TEXT NOT NULL, saved_at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE bin_rows (
  bin_name TEXT NOT NULL,
  place INTEGER NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (bin_name, place)
) STRICT;
`;
