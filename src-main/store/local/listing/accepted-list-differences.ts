import type { ThreadSummary } from '../../../contracts/model/thread';
import type { JsonObject } from '../../../history/json';
import type { ListThreadsParams } from '../../types';
import type { RolloutFile } from '../rollouts/catalog';
import type { ThreadRow } from '../state-db/thread-row';

/** A thread that stands elsewhere, twice, or in one list only. */
export interface ListDifference {
  /** `missing`: only Codex lists it. `extra`: only Skein does. `repeated`: Codex lists it more than once. */
  kind: 'missing' | 'extra' | 'repeated' | 'moved';
  list: string;
  params: ListThreadsParams;
  release: number;
  /** Skein's; null when it does not know the thread at all. */
  thread: ThreadSummary | null;
  /** How many threads were updated in the same second. */
  sameSecond: number;
  /** The same program's entry, in whichever list it came first. */
  listed: JsonObject | null;
  /** The same program's thread/read fails. */
  refused: boolean;
  read: JsonObject | null;
  files: readonly RolloutFile[];
  row: ThreadRow | null;
}

export interface AcceptedListDifference {
  name: string;
  /** Why Skein is not to do as Codex does here. */
  reason: string;
  applies(difference: ListDifference): boolean;
}

const byUpdate = ({ params }: ListDifference): boolean => params.sortKey !== 'created_at';

/** Every difference of lists that is accepted. One that no recorded home shows any more fails the tests. */
export const acceptedListDifferences: readonly AcceptedListDifference[] = [
  {
    name: 'reverted thread by each of its files',
    reason:
      'thread/list reads every file of a reverted thread as a thread of its own, with the times of that file',
    applies: (d) => ['repeated', 'moved'].includes(d.kind) && d.files.length > 1,
  },
  {
    name: 'updated by the clock of the file',
    reason: 'thread/list takes the modification time of the file, which metadata edits and compression move',
    applies: (d) =>
      d.kind === 'moved' && byUpdate(d) && d.row !== null && d.listed?.updatedAt !== d.thread?.updatedAt,
  },
  {
    name: 'order inside a second',
    reason: 'building rows from files, Codex cuts their times to seconds and counts equal ones up',
    applies: (d) => d.kind === 'moved' && byUpdate(d) && d.row === null && d.sameSecond > 1,
  },
  {
    name: 'times made unique',
    reason: 'building rows from files, Codex moves equal modification times apart, here into the next second',
    applies: (d) =>
      d.kind === 'moved' && byUpdate(d) && d.row === null && d.listed?.recencyAt !== d.thread?.recencyAt,
  },
  {
    name: 'what Codex cannot read',
    reason: 'it stands in lists made from rows or in those made from files, not in both; thread/read fails',
    applies: (d) => (d.kind === 'missing' || d.kind === 'extra') && d.refused,
  },
  {
    name: 'nested archives',
    reason: 'Codex lists the files of archived_sessions itself, not of folders in it',
    applies: (d) => d.kind === 'extra' && d.files.every(({ file }) => /^archived_sessions\/.+\//.test(file)),
  },
  {
    name: 'lost between pages',
    reason: 'paging through a list made from files, releases up to 0.150 skip threads at the borders',
    applies: (d) => d.kind === 'extra' && d.release <= 150 && d.list === 'active; interactive; pages of 7',
  },
  {
    name: 'fork without a preview',
    reason: '0.155 wrote no preview into the row of a fork, and lists made from rows leave such rows out',
    applies: (d) => d.kind === 'extra' && d.row?.preview === '' && d.thread?.forkedFromId !== null,
  },
  {
    name: 'a search rewrites the preview',
    reason: 'a search that finds a row parses its current file anew, and then no longer finds it',
    applies: (d) =>
      d.kind === 'extra' && d.params.searchTerm !== undefined && d.read?.preview !== d.thread?.preview,
  },
  {
    name: 'directory of the first turn',
    reason: 'a list by directory looks at session_meta, though a later turn moved the thread',
    applies: (d) =>
      (d.kind === 'missing' || d.kind === 'extra') &&
      d.params.cwd !== undefined &&
      d.listed?.cwd !== d.read?.cwd &&
      d.thread?.cwd === d.read?.cwd,
  },
  {
    name: 'directory as it was written',
    reason:
      'a list by directory compares the path before its dots are resolved, thread/list answers it resolved',
    applies: (d) =>
      d.kind === 'extra' && d.params.cwd !== undefined && d.files[0]?.head?.meta.cwd !== d.thread?.cwd,
  },
  {
    name: 'message that looks like a note',
    reason: '0.98 left out a thread whose only message begins like the notes that Codex itself adds',
    applies: (d) =>
      d.kind === 'extra' &&
      d.release === 98 &&
      d.thread?.preview.startsWith('<environment_context>') === true,
  },
];
