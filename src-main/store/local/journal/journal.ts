import type { Database } from 'better-sqlite3';
import type { FieldChange, JournalBatch, JournalEntry } from '../../../contracts/model/edit';
import type { Failure } from '../../../contracts/result';
import { StoreError } from '../../errors';
import type { BatchPage, BatchParams, Journal as JournalPage, JournalParams } from '../../types';
import { batchState } from './batch-state';
import type { BatchRecord, EntryRecord } from './journal-entry';

/**
 * What was edited, with what is needed to finish it after a crash and to undo it. Several Skeins use one journal at
 * the same time: whoever has a thread's writer lock owns its `begun` entry.
 */
export interface Journal {
  /** Writes down what is about to be done, before it is done; the batch as well when it is its first. */
  begin(batch: BatchRecord, entry: Omit<EntryRecord, 'batchId' | 'state' | 'error' | 'undoneBy'>): void;
  /** It was done; the entry that it undoes is marked as undone. */
  applied(batchId: string, threadId: string): void;
  /** It was not done, or only in part. */
  failed(batchId: string, threadId: string, error: Failure): void;
  /** Forgets an entry of which nothing was done. */
  dropped(batchId: string, threadId: string): void;
  /** No further entries follow. */
  finished(batchId: string): void;
  page(params: JournalParams): JournalPage;
  /** `invalid_request` when there is no such batch. */
  batchPage(params: BatchParams): BatchPage;
  /** `invalid_request` when there is no such batch. */
  record(batchId: string): BatchRecord;
  /** Of a batch; of one thread when it is named. */
  entries(batchId: string, threadId?: string): EntryRecord[];
  /** What was going on when a Skein ended, or goes on in another one. */
  begun(): EntryRecord[];
  /** Applied since then, oldest first, for the watch on edited fields. */
  appliedSince(atMs: number): EntryRecord[];
  /** Notes that another program put a value back; false when it was noted before. */
  putBack(entry: EntryRecord, change: FieldChange, atMs: number): boolean;
  readDraft(threadId: string): { draft: string; savedAtMs: number } | null;
  /** Null removes it. */
  saveDraft(threadId: string, draft: string | null, atMs: number): void;
  close(): void;
}

interface EntryRow {
  batch_id: string;
  thread_id: string;
  title: string;
  state: JournalEntry['state'];
  fields: string;
  writes: string;
  steps: string;
  locks: string;
  error: string | null;
  undone_by: string | null;
}

interface BatchRow {
  batch_id: string;
  kind: string;
  label: string;
  at_ms: number;
  made_by: string;
  undoes: string | null;
  new_thread_id: string | null;
  total: number;
  finished: number;
}

/** Threads that a batch shows in the list of batches. */
const firstThreads = 5;
const pageSize = 200;

/** @param now for tests */
export function createJournal(db: Database, now: () => number = Date.now): Journal {
  const insertBatch = db.prepare(`INSERT OR IGNORE INTO batches
    (batch_id, kind, label, at_ms, made_by, undoes, new_thread_id, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertEntry = db.prepare(`INSERT INTO entries
    (batch_id, place, thread_id, title, state, fields, writes, steps, locks, changed_at_ms)
    VALUES (?, (SELECT count(*) FROM entries WHERE batch_id = ?), ?, ?, 'begun', ?, ?, ?, ?, ?)`);
  const setState = db.prepare(`UPDATE entries SET state = ?, error = ?, undone_by = ?, changed_at_ms = ?
    WHERE batch_id = ? AND thread_id = ?`);
  const findBatch = db.prepare<[string], BatchRow>('SELECT * FROM batches WHERE batch_id = ?');
  const findEntries = db.prepare<[string], EntryRow>(
    'SELECT * FROM entries WHERE batch_id = ? ORDER BY place',
  );

  const begin = db.transaction<Journal['begin']>((batch, entry) => {
    const { batchId, kind, label, atMs, by, undoes, newThreadId, total } = batch;
    insertBatch.run(batchId, kind, label, atMs, by, undoes, newThreadId, total);
    const texts = [entry.fields, entry.writes, entry.steps, entry.locks].map((part) => JSON.stringify(part));
    insertEntry.run(batchId, batchId, entry.threadId, entry.title, ...texts, now());
  });

  const applied = db.transaction((batchId: string, threadId: string) => {
    setState.run('applied', null, null, now(), batchId, threadId);
    const { undoes } = batchOf(batchId);
    if (undoes === null) return;
    setState.run('undone', null, batchId, now(), undoes, threadId);
    // To undo an undo is to do it again: what it had undone stands.
    const { undoes: again } = batchOf(undoes);
    if (again !== null) setState.run('applied', null, null, now(), again, threadId);
  });

  function batchOf(batchId: string): BatchRow {
    const found = findBatch.get(batchId);
    if (!found) throw new StoreError('invalid_request', `There is no batch ${batchId} in the journal.`);
    return found;
  }

  function summary(row: BatchRow): JournalBatch {
    const counted = db
      .prepare<[string], { state: JournalEntry['state']; n: number }>(
        'SELECT state, count(*) AS n FROM entries WHERE batch_id = ? GROUP BY state',
      )
      .all(row.batch_id);
    const counts = { begun: 0, applied: 0, failed: 0, undone: 0 };
    for (const { state, n } of counted) counts[state] = n;
    const undoneBy = db
      .prepare<[string], string>(
        `SELECT undone_by FROM entries WHERE batch_id = ? AND undone_by IS NOT NULL
         ORDER BY changed_at_ms DESC LIMIT 1`,
      )
      .pluck()
      .get(row.batch_id);
    const threads = db
      .prepare<[string], { threadId: string; title: string }>(
        `SELECT thread_id AS threadId, title FROM entries WHERE batch_id = ? ORDER BY place LIMIT ${firstThreads}`,
      )
      .all(row.batch_id);
    return {
      batchId: row.batch_id,
      kind: row.kind,
      label: row.label,
      atMs: row.at_ms,
      by: row.made_by,
      state: batchState(counts, row.finished === 1 || entryCount(counts) >= row.total),
      changed: counts.applied + counts.undone,
      failed: counts.failed,
      undoes: row.undoes,
      undoneBy: undoneBy ?? null,
      newThreadId: row.new_thread_id,
      threads,
    };
  }

  function putBackOf(batchId: string, threadId: string): JournalEntry['putBack'] {
    return db
      .prepare<[string, string], JournalEntry['putBack'][number]>(
        'SELECT field, value, at_ms AS atMs FROM put_back WHERE batch_id = ? AND thread_id = ? ORDER BY at_ms',
      )
      .all(batchId, threadId);
  }

  const ofThread =
    'WHERE @threadId IS NULL OR batch_id IN (SELECT batch_id FROM entries WHERE thread_id = @threadId)';

  return {
    begin: (batch, entry) => begin.immediate(batch, entry),
    applied: (batchId, threadId) => applied.immediate(batchId, threadId),
    failed(batchId, threadId, error) {
      setState.run('failed', JSON.stringify(error), null, now(), batchId, threadId);
    },
    dropped(batchId, threadId) {
      db.prepare('DELETE FROM entries WHERE batch_id = ? AND thread_id = ?').run(batchId, threadId);
      db.prepare(`DELETE FROM batches WHERE batch_id = @batchId
        AND NOT EXISTS (SELECT 1 FROM entries WHERE batch_id = @batchId)`).run({ batchId });
    },
    finished: (batchId) => void db.prepare('UPDATE batches SET finished = 1 WHERE batch_id = ?').run(batchId),
    page({ threadId = null, from = 0, count = pageSize }) {
      const total = db
        .prepare<[{ threadId: string | null }], number>(`SELECT count(*) FROM batches ${ofThread}`)
        .pluck();
      const rows = db
        .prepare<[{ threadId: string | null; from: number; count: number }], BatchRow>(
          `SELECT * FROM batches ${ofThread} ORDER BY at_ms DESC, rowid DESC LIMIT @count OFFSET @from`,
        )
        .all({ threadId, from, count });
      return { batches: rows.map(summary), total: total.get({ threadId }) ?? 0 };
    },
    batchPage({ batchId, from = 0, count = pageSize }) {
      const batch = summary(batchOf(batchId));
      const total = db.prepare<[string], number>('SELECT count(*) FROM entries WHERE batch_id = ?').pluck();
      const rows = db
        .prepare<[string, number, number], EntryRow>(
          'SELECT * FROM entries WHERE batch_id = ? ORDER BY place LIMIT ? OFFSET ?',
        )
        .all(batchId, count, from);
      const entries = rows.map(toRecord).map(({ threadId, title, state, fields, writes, error }) => ({
        ...{ threadId, title, state, fields, writes, error },
        putBack: putBackOf(batchId, threadId),
      }));
      return { batch, entries, total: total.get(batchId) ?? 0 };
    },
    record(batchId) {
      const row = batchOf(batchId);
      const { kind, label, at_ms: atMs, made_by: by, undoes, new_thread_id: newThreadId, total } = row;
      return { batchId, kind, label, atMs, by, undoes, newThreadId, total };
    },
    entries(batchId, threadId) {
      batchOf(batchId);
      const all = findEntries
        .all(batchId)
        .filter((row) => threadId === undefined || row.thread_id === threadId);
      return all.map(toRecord);
    },
    begun: () => db.prepare<[], EntryRow>(`SELECT * FROM entries WHERE state = 'begun'`).all().map(toRecord),
    appliedSince: (atMs) =>
      db
        .prepare<[number], EntryRow>(`SELECT * FROM entries WHERE state = 'applied' AND changed_at_ms >= ?
          ORDER BY changed_at_ms`)
        .all(atMs)
        .map(toRecord),
    putBack({ batchId, threadId }, { field, before }, atMs) {
      const insert = db.prepare('INSERT OR IGNORE INTO put_back VALUES (?, ?, ?, ?, ?)');
      return insert.run(batchId, threadId, field, before, atMs).changes === 1;
    },
    readDraft: (threadId) =>
      db
        .prepare<[string], { draft: string; savedAtMs: number }>(
          'SELECT draft, saved_at_ms AS savedAtMs FROM drafts WHERE thread_id = ?',
        )
        .get(threadId) ?? null,
    saveDraft(threadId, draft, atMs) {
      if (draft === null) db.prepare('DELETE FROM drafts WHERE thread_id = ?').run(threadId);
      else db.prepare('INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)').run(threadId, draft, atMs);
    },
    close: () => void db.close(),
  };
}

const entryCount = (counts: Record<JournalEntry['state'], number>) =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

function toRecord(row: EntryRow): EntryRecord {
  return {
    batchId: row.batch_id,
    threadId: row.thread_id,
    title: row.title,
    state: row.state,
    fields: JSON.parse(row.fields) as EntryRecord['fields'],
    writes: JSON.parse(row.writes) as EntryRecord['writes'],
    steps: JSON.parse(row.steps) as EntryRecord['steps'],
    locks: JSON.parse(row.locks) as EntryRecord['locks'],
    error: row.error === null ? null : (JSON.parse(row.error) as Failure),
    undoneBy: row.undone_by,
  };
}
