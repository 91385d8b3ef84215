/** A value of a SQLite column. */
export type ColumnValue = string | number | null;
export type Columns = Readonly<Record<string, ColumnValue>>;

/** Bytes of a new rollout: lines of our own, and ranges copied from other files, in order. */
export type ContentPart =
  | { kind: 'lines'; lines: readonly string[] }
  /** Records of another rollout, each with a new timestamp (legacy forks; formats.md 6.6). */
  | { kind: 'copied-records'; file: string; from: number; to: number; timestamp: string };

/**
 * One change at one place on disk. What it expects to find and what it leaves behind are both in it, so that it can be
 * shown before, done once, recognised after a crash, and taken back: it is what the journal keeps. All
 * files are relative to the home.
 */
export type Step =
  /** Appends whole lines to a file that has `at` bytes; a missing last newline is put before them. */
  | { kind: 'append-lines'; file: string; at: number; lines: readonly string[] }
  /** A rollout that is not there yet. */
  | { kind: 'create-rollout'; file: string; content: readonly ContentPart[]; size: number }
  /** Moves a file, e.g. to the archive; `mtimeMs` is given to it there when it is not null. */
  | { kind: 'move-file'; from: string; to: string; mtimeMs: number | null; mtimeBeforeMs: number }
  /** Takes a file out of the home into the bin, which lies in Skein's own folder. */
  | { kind: 'bin-file'; file: string; size: number; mtimeMs: number; binName: string }
  /** Rewrites the name index without a thread; `lines` are what is taken out, by their offset. */
  | { kind: 'remove-names'; threadId: string; lines: readonly { at: number; text: string }[] }
  /** Columns of one row that is there. */
  | { kind: 'update-row'; database: 'state'; threadId: string; before: Columns; after: Columns }
  /** A row of `threads` that is not there yet. */
  | { kind: 'insert-row'; database: 'state'; threadId: string; values: Columns }
  /** Rows that belong to a thread, in any table and database. */
  | {
      kind: 'delete-rows';
      database: 'state' | 'history';
      table: string;
      key: Columns;
      rows: readonly Columns[];
    }
  /** What the projection is told of lines that were appended (formats.md 7.6). */
  | {
      kind: 'project-lines';
      rolloutId: string;
      before: { offset: number; ordinal: number } | null;
      after: { offset: number; ordinal: number };
      turns: readonly Columns[];
      items: readonly Columns[];
    };

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

/** How a place looks: as the step expects it, as the step leaves it, or neither. */
export type StepState = 'before' | 'after' | 'other';
