import type { GitChange, ParsedEditRequest } from '../../../../contracts/model/edit';
import type { Codex } from '../../../../fixtures/judge/ask-codex';
import { type RecordedThread, recordedThread } from './recorded-threads';

type Json = Record<string, unknown>;

/** One operation, done by Skein on one copy of a home and by the real program on another. */
export interface Operation {
  /** For test titles and for the table of accepted differences. */
  name: string;
  home: string;
  threadId: string;
  request: ParsedEditRequest;
  /** Does the same in the real program; gives the id of the thread that is looked at afterwards. */
  byCodex(codex: Codex): Promise<string>;
}

const paginated = (label: string) => recordedThread('fixtures/paginated-0.169', label);
const edges = (label: string) => recordedThread('fixtures/edges-0.169', label);
const killed = 'the server was killed in the middle of the second turn';
const agents = (label: string) => recordedThread('fixtures/agents-0.169', label);
const legacy150 = (label: string) => recordedThread('fixtures/legacy-0.150', label);
const legacy133 = (label: string) => recordedThread('fixtures/legacy-0.133', label);

/** What each release can do, on homes that it wrote itself. */
export const operations: Readonly<Record<string, readonly Operation[]>> = {
  '0.169.0': [
    fork('fork', paginated('plain')),
    fork('fork of a fork', paginated('fork')),
    fork('fork of a reverted thread', paginated('cut')),
    fork('fork of a named thread', paginated('named')),
    fork('fork of a killed thread', agents(killed)),
    fork('fork of a thread with an inline review', agents('review inline')),
    fork('fork of a thread in a project', agents('in a section and a project')),
    fork('fork of other settings', agents('settings changed between turns: cwd, effort, summary')),
    fork('fork through a turn', paginated('plain'), { through: 2 }),
    fork('fork through an inherited turn', paginated('fork'), { through: 1 }),
    fork('fork before a turn', paginated('plain'), { before: 2 }),
    fork('fork before the first turn', paginated('plain'), { before: 1 }),
    fork('fork before the first turn of a fork', paginated('fork'), { before: 4 }),
    fork('fork with an archived base', edges('fork of the reverted base, itself reverted')),
    fork('fork with a compressed base', edges('fork of a compressed base'), { before: 2 }),
    fork('fork with cleared git', edges('git branch edited, sha cleared')),
    fork('legacy fork', edges('legacy fork source')),
    fork('legacy fork through a turn', edges('legacy fork source'), { through: 1 }),
    fork('legacy fork of a named thread', edges('legacy, named, then a turn (title is written back)')),
    revert('revert', paginated('plain'), 3),
    revert('revert to nothing', paginated('solo'), 1),
    revert('revert of a fork into its base', paginated('fork'), 2),
    revert('second revert', paginated('cut'), 2),
    git('git', paginated('plain'), { branch: 'other', sha: null }),
    git('legacy git', edges('legacy fork source'), { branch: 'other', sha: null }),
    name('name', paginated('plain'), 'Given name'),
    name('legacy name', edges('legacy fork source'), 'Given name'),
    memoryMode('memory mode', paginated('plain')),
    memoryMode('legacy memory mode', edges('legacy fork source')),
    shelf('archive', paginated('solo')),
    shelf('archive', paginated('cut'), 'archive of a reverted thread'),
    shelf('unarchive', paginated('archived')),
    shelf('delete', paginated('cut'), 'delete of a reverted thread'),
    shelf('archive', edges('legacy fork source'), 'legacy archive'),
    shelf('delete', edges('legacy fork source'), 'legacy delete'),
  ],
  '0.150.0': [
    fork('legacy fork', legacy150('source of the forks (five turns)')),
    fork('legacy fork through a turn', legacy150('source of the forks (five turns)'), { through: 3 }),
    fork('legacy fork before the first turn', legacy150('source of the forks (five turns)'), { before: 1 }),
    fork('legacy fork of a fork', legacy150('fork: whole, then two more turns'), { before: 6 }),
    fork('legacy fork of a rolled-back thread', legacy150('fork of a rolled-back thread')),
    fork('legacy fork of a killed thread', legacy150(killed)),
    rollback('rollback', legacy150('source of the forks (five turns)'), 2),
    rollback('rollback again', legacy150('rolled back 1, two new turns, rolled back 2, one new turn'), 1),
    rollback('rollback of everything', legacy150('source of the forks (five turns)'), 7),
    git('legacy git', legacy150('source of the forks (five turns)'), { branch: 'other', sha: null }),
    name('legacy name', legacy150('user shell command'), 'Given name'),
    memoryMode('legacy memory mode', legacy150('user shell command')),
    shelf('archive', legacy150('user shell command'), 'legacy archive'),
    shelf('unarchive', legacy150('archived with a name'), 'legacy unarchive'),
    shelf('delete', legacy150('user shell command'), 'legacy delete'),
  ],
  '0.133.0': [
    fork('legacy fork', legacy133('plain')),
    fork('legacy fork of a named thread', legacy133('named')),
    fork('legacy fork of a fork', legacy133('fork')),
    rollback('rollback', legacy133('plain'), 1),
    rollback('rollback again', legacy133('cut'), 1),
    git('legacy git', legacy133('plain'), { branch: 'other', sha: null }),
    name('legacy name', legacy133('plain'), 'Given name'),
    memoryMode('legacy memory mode', legacy133('plain')),
    shelf('archive', legacy133('solo'), 'legacy archive'),
    shelf('unarchive', legacy133('archived'), 'legacy unarchive'),
  ],
};

/** @param at number of the turn, from 1 */
function fork(
  name: string,
  { home, id: threadId, turns }: RecordedThread,
  at: { through: number } | { before: number } | null = null,
): Operation {
  const turnId = turns[at === null ? 0 : ('through' in at ? at.through : at.before) - 1] ?? '';
  const through = at !== null && 'through' in at;
  return {
    ...{ name, home, threadId },
    request: {
      ...{ kind: 'fork', threadId },
      boundary: at === null ? { kind: 'latest' } : { kind: through ? 'throughTurn' : 'beforeTurn', turnId },
    },
    async byCodex(codex) {
      const params = at === null ? {} : through ? { lastTurnId: turnId } : { beforeTurnId: turnId };
      return (await codex.fork(threadId, params)).id as string;
    },
  };
}

/** @param before number of the turn, from 1 */
function revert(name: string, { home, id: threadId, turns }: RecordedThread, before: number): Operation {
  const beforeTurnId = turns[before - 1] ?? '';
  const params = { threadId, beforeTurnId };
  return {
    ...{ name, home, threadId, request: { kind: 'revert', ...params } },
    byCodex: (codex) => whenLoaded(codex, 'thread/revert', params),
  };
}

function rollback(name: string, { home, id: threadId }: RecordedThread, turns: number): Operation {
  return {
    ...{ name, home, threadId, request: { kind: 'rollback', threadId, turns } },
    byCodex: (codex) => whenLoaded(codex, 'thread/rollback', { threadId, numTurns: turns }),
  };
}

function git(title: string, { home, id: threadId }: RecordedThread, change: GitChange): Operation {
  return {
    ...{ name: title, home, threadId },
    request: { kind: 'git', threadIds: [threadId], change },
    byCodex: (codex) => cold(codex, 'thread/metadata/update', { threadId, gitInfo: change }),
  };
}

function name(title: string, { home, id: threadId }: RecordedThread, given: string): Operation {
  return {
    ...{ name: title, home, threadId, request: { kind: 'name', threadId, name: given } },
    byCodex: (codex) => cold(codex, 'thread/name/set', { threadId, name: given }),
  };
}

function memoryMode(title: string, { home, id: threadId }: RecordedThread): Operation {
  return {
    ...{ name: title, home, threadId },
    request: { kind: 'memory-mode', threadIds: [threadId], memoryMode: 'disabled' },
    byCodex: (codex) => cold(codex, 'thread/memoryMode/set', { threadId, mode: 'disabled' }),
  };
}

function shelf(
  kind: 'archive' | 'unarchive' | 'delete',
  { home, id: threadId }: RecordedThread,
  title: string = kind,
): Operation {
  return {
    ...{ name: title, home, threadId, request: { kind, threadIds: [threadId] } },
    byCodex: (codex) => cold(codex, `thread/${kind}`, { threadId }),
  };
}

async function cold(codex: Codex, method: string, params: Json & { threadId: string }): Promise<string> {
  await codex.call(method, params);
  return params.threadId;
}

async function whenLoaded(codex: Codex, method: string, params: Json & { threadId: string }) {
  await codex.resume(params.threadId);
  await codex.call(method, params);
  return params.threadId;
}
