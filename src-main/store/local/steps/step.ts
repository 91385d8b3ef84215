/** A value of a SQLite column; bytes as base64. */
export type ColumnValue = string | number | null | { base64: string };
export type Columns = Readonly<Record<string, ColumnValue>>;

/** The databases of Codex that edits write to (formats.md 7.1). */
export type DatabaseName = 'state' | 'history' | 'goals' | 'queue' | 'memories' | 'logs';

/** Bytes of a new rollout: lines of our own, and ranges copied from other files, in order. */
export type ContentPart =
  | { kind: 'lines'; lines: readonly string[] }
  /** Records of another rollout, each with a new timestamp (legacy forks; formats.md 6.6). */
  | { kind: 'copied-records'; file: string; from: number; to: number; timestamp: string };

/**
 * One change at one place on disk. What it expects to find and what it leaves behind are both in it, so that it can be
 * shown before, done once, recognised after a crash, and taken back: it is what the journal keeps. All
 * files are relative to the home. Lines are without their line end.
 */
export type Step =
  /** Appends whole lines to a file that has `at` bytes; a missing last newline is put before them. */
  | ({ kind: 'append-lines'; at: number } & LinesOfStep)
  /** Takes lines away again that are the end of the file, from offset `to` on. */
  | ({ kind: 'cut-lines'; to: number } & LinesOfStep)
  /** A rollout that is not there yet. */
  | { kind: 'create-rollout'; file: string; content: readonly ContentPart[]; size: number }
  /** Moves a file, e.g. to the archive; `mtimeMs` is given to it there when it is not null. */
  | { kind: 'move-file'; from: string; to: string; mtimeMs: number | null; mtimeBeforeMs: number }
  /** Takes a file out of the home into the bin, which lies in Skein's own folder. */
  | { kind: 'bin-file'; file: string; size: number; mtimeMs: number; binName: string }
  /** The way back: a file out of the bin; its copy stays there until the bin is emptied. */
  | { kind: 'restore-file'; file: string; size: number; mtimeMs: number; binName: string }
  /** One line more in the name index. `before` is the thread's last line there. */
  | { kind: 'append-name'; threadId: string; before: string | null; line: string }
  /** Rewrites the name index without a thread. `lines` are what is taken out. */
  | { kind: 'remove-names'; threadId: string; lines: readonly string[] }
  /** Columns of one row of `threads` that is there. */
  | { kind: 'update-row'; database: 'state'; threadId: string; before: Columns; after: Columns }
  /** A row of `threads` that is not there yet. */
  | { kind: 'insert-row'; database: 'state'; threadId: string; values: Columns }
  /** All rows of a table with this key; they are kept in the bin. */
  | RowsStep<'delete-rows'>
  /** The way back: rows out of the bin, where there are none with this key. */
  | RowsStep<'restore-rows'>
  /** What the projection is told of lines that were appended (formats.md 7.6). */
  | {
      kind: 'project-lines';
      database: 'history';
      rolloutId: string;
      before: { offset: number; ordinal: number } | null;
      after: { offset: number; ordinal: number };
      turns: readonly Columns[];
      items: readonly Columns[];
    };

interface LinesOfStep {
  file: string;
  newlineFirst: boolean;
  lines: readonly string[];
  /** The file's modification time without the lines: given back when they are cut off. */
  mtimeMs?: number;
}

interface RowsStep<Kind> {
  kind: Kind;
  database: DatabaseName;
  table: string;
  key: Columns;
  count: number;
  binName: string;
}

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;
/** Steps that are done inside a transaction; consecutive ones of one database share it. */
export type RowStep = Extract<Step, { database: DatabaseName }>;
export type FileStep = Exclude<Step, RowStep>;

/**
 * How a place looks: as the step expects it, as the step leaves it, half way between because a crash cut the step
 * off, or like nothing of the kind. What others add behind a change that was made leaves it `after`.
 */
export type StepState = 'before' | 'half' | 'after' | 'other';
