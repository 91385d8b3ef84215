import { isDeepStrictEqual } from 'node:util';
import type { ThreadSummary } from '../../../contracts/model/thread';
import { type JsonObject, object } from '../../../history/json';
import { redactUrl } from '../../../history/redact-url';
import type { ThreadRow } from '../state-db/thread-row';

/** One field of one thread in which a real Codex and Skein disagree. */
export interface FieldDifference {
  /** `listed` by thread/list or answered by thread/read. */
  where: 'listed' | 'read';
  /** Minor number of the release that answered: 98 of 0.98.0. */
  release: number;
  /** The id that was asked for. */
  id: string;
  key: string;
  theirs: unknown;
  ours: unknown;
  /** Skein's whole thread. */
  thread: ThreadSummary;
  /** What the same program's thread/read says about the thread; null when it refused. */
  read: JsonObject | null;
  /** Its row in the state database of the home, as it was recorded. */
  row: ThreadRow | null;
  /** The first message of each of its files. */
  firstMessages: readonly (string | null)[];
}

export interface AcceptedDifference {
  name: string;
  /** Why Skein is not to do as Codex does here. */
  reason: string;
  applies(difference: FieldDifference): boolean;
}

/** True when thread/list contradicts the thread/read of the same program, and Skein says what thread/read says. */
const saysRead = ({ where, key, ours, read }: FieldDifference): boolean =>
  where === 'listed' && read !== null && isDeepStrictEqual(read[key], ours);

const lineage = new Set(['forkedFromId', 'parentThreadId', 'threadSource', 'originator']);
const ofFile = new Set(['path', 'createdAt', 'preview']);
const fallbacks = new Set([
  'cwd',
  'gitInfo',
  'modelProvider',
  'originator',
  'source',
  'cliVersion',
  'forkedFromId',
]);
const oneLater = ({ theirs, ours }: FieldDifference): boolean => Number(theirs) - Number(ours) === 1;

/** Every difference that is accepted. One that no recorded home shows any more fails the tests. */
export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    name: 'cleared git comes back',
    reason: 'thread/list fills NULL columns from the first session_meta; the user cleared them',
    applies: (d) => d.key === 'gitInfo' && saysRead(d),
  },
  {
    name: 'the list leaves lineage out',
    reason: 'thread/list answers null where thread/read of the same thread knows it',
    applies: (d) => lineage.has(d.key) && d.theirs === null && saysRead(d),
  },
  {
    name: 'reverted thread by an old file',
    reason: 'thread/list reads every file of a reverted thread as a thread of its own',
    applies: (d) => ofFile.has(d.key) && d.firstMessages.length > 1 && saysRead(d),
  },
  {
    name: 'a search rewrites the preview',
    reason: 'a search that finds a row parses its current file anew and keeps the first message of that',
    // 'turn' is the recorded search that finds threads by their preview.
    applies: (d) =>
      d.key === 'preview' &&
      d.row?.preview.includes('turn') === true &&
      d.firstMessages.includes(String(d.theirs)),
  },
  {
    name: 'updated by the clock of the file',
    reason: 'thread/list takes the modification time of the file, which metadata edits and compression move',
    applies: (d) => d.key === 'updatedAt' && saysRead(d),
  },
  {
    name: 'directory of the first turn',
    reason: 'thread/list keeps the directory of session_meta when a later turn moved the thread',
    applies: (d) => d.key === 'cwd' && saysRead(d),
  },
  {
    name: 'what Codex cannot read',
    reason: 'thread/read fails, and thread/list fills in the directory and provider of the server itself',
    applies: (d) => d.where === 'listed' && d.read === null && fallbacks.has(d.key),
  },
  {
    name: 'asked by the name of the file',
    reason:
      'the thread has another id than its file name; thread/read by that name takes the time of its last line',
    applies: (d) => d.id !== d.thread.id && (d.key === 'updatedAt' || d.key === 'recencyAt'),
  },
  {
    name: 'model of an old turn_context',
    reason: 'before 0.50 the sandbox policy was spelt otherwise, and Codex now skips the whole line for it',
    applies: (d) => d.key === 'model' && d.theirs === null && /^0\.[1-4]\d\./.test(d.thread.cliVersion),
  },
  {
    name: 'name kept in the index',
    reason: 'with the database a paginated thread loses its name in Codex, though session_index.jsonl has it',
    applies: (d) => d.key === 'name' && d.theirs === null && !d.row && d.thread.historyMode === 'paginated',
  },
  {
    name: 'second message taken for a name',
    reason: 'after a first message without text Codex keeps the next one as title, and shows that as a name',
    applies: (d) => d.key === 'name' && d.ours === null && !d.row && d.thread.preview === '[Image]',
  },
  {
    name: 'fork without a preview',
    reason: '0.155 wrote no preview into the row of a fork; Skein shows what its base begins with',
    applies: (d) =>
      d.key === 'preview' && d.theirs === '' && d.row?.preview === '' && d.thread.forkedFromId !== null,
  },
  {
    name: 'times made unique',
    reason: 'building rows from files, Codex moves equal modification times apart, here into the next second',
    applies: (d) => (d.key === 'updatedAt' || d.key === 'recencyAt') && d.row === null && oneLater(d),
  },
  {
    name: 'row written during the recording',
    reason: 'an earlier call of the recording had set updated_at anew',
    applies: (d) => d.where === 'read' && d.key === 'updatedAt' && d.row !== null && oneLater(d),
  },
  {
    name: 'creation of the header',
    reason: 'thread/list, and all of 0.133, take the time of session_meta: ms later, here in the next second',
    applies: (d) =>
      d.key === 'createdAt' && d.row !== null && oneLater(d) && (d.where === 'listed' || d.release === 133),
  },
  {
    name: 'credentials of a remote',
    reason: 'before 0.155 the origin URL was shown with user and password',
    applies: (d) => {
      const git = object(d.theirs);
      const redacted = git && { ...git, originUrl: redactUrl(String(git.originUrl)) };
      return d.release < 155 && d.key === 'gitInfo' && isDeepStrictEqual(redacted, d.ours);
    },
  },
  {
    name: 'preview of 0.98',
    reason:
      '0.98 did not trim it, took its own notes on images for text, and left out what looks like a note',
    applies: ({ release, key, theirs, ours }) =>
      release === 98 &&
      key === 'preview' &&
      (String(theirs).trim() === ours ||
        /Image located at .* is invalid/.test(String(theirs)) ||
        (theirs === '' && String(ours).startsWith('<environment_context>'))),
  },
  {
    name: 'nulls of 0.98',
    reason:
      '0.98 answered an object of nulls where there was no git, and left nulls out of the source of an agent',
    applies: ({ release, key, theirs, ours }) =>
      release === 98 &&
      (key === 'gitInfo' || key === 'source') &&
      isDeepStrictEqual(known(theirs), known(ours)),
  },
];

/** Without nulls and what is empty without them. */
function known(value: unknown): unknown {
  const parts = object(value);
  if (!parts) return value;
  const kept = Object.entries(parts).flatMap(([key, part]) => {
    const inner = known(part);
    return inner === null ? [] : [[key, inner]];
  });
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
