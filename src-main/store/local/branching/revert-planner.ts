import { revertMeta } from '../../../history/write/revert-meta';
import { rolloutLines } from '../../../history/write/rollout-line';
import { rolloutPlace } from '../../../history/write/rollout-place';
import { threadSettings } from '../../../history/write/thread-settings';
import { StoreError } from '../../errors';
import type { PlannedThread, Planner, RequestOf } from '../edits/planner';
import { projectNewFile } from '../projection/project-new-file';
import { newRolloutSize } from '../steps/new-rollout';
import type { ColumnValue, ContentPart, Step } from '../steps/step';
import { affectedTurns } from './affected-turns';
import { type BranchingParts, type BranchSource, branchSource, pathForCodex } from './branch-source';
import { type HistoryCut, historyCut } from './history-cut';
import { newId } from './new-ids';
import { rowTimes } from './row-times';
import { titleOf } from './title-of';
import { tokensKept } from './tokens-before';

/** Lets a paginated thread go on before one of its turns, in a new file; the old one stays (thread-store.md 6.9). */
export function createRevertPlanner(parts: BranchingParts): Planner<RequestOf<'revert'>> {
  return {
    label: () => 'Revert to before a turn',
    threadIds: ({ threadId }) => [threadId],
    planThread: (threadId, { beforeTurnId }) => planRevert(parts, threadId, beforeTurnId),
  };
}

/** The plan of a revert, `invalid_request` in the words of Codex where there can be none. */
export async function planRevert(
  parts: BranchingParts,
  threadId: string,
  beforeTurnId: string,
): Promise<PlannedThread> {
  const source = await branchSource(parts, threadId);
  if (source.dialect !== 'paginated') {
    throw new StoreError('invalid_request', 'thread/revert only supports paginated threads');
  }
  if (!source.row) {
    // Which file is the current one stands nowhere else.
    throw new StoreError('conflict', 'a revert needs the state database');
  }
  const cut = await historyCut(parts, source, { kind: 'beforeTurn', turnId: beforeTurnId });
  const { shown, turns } = source.view.composed;
  return {
    threadId: source.threadId,
    title: titleOf(source.summary),
    fields: [{ field: 'turns', before: String(shown.length), after: String(cut.kept.length) }],
    problems: [],
    leaving: affectedTurns(cut.leaving, turns),
    steps: await stepsOf(parts, source, cut, source.row),
  };
}

async function stepsOf(
  parts: BranchingParts,
  source: BranchSource,
  cut: HistoryCut,
  row: NonNullable<BranchSource['row']>,
): Promise<Step[]> {
  const at = parts.now?.() ?? new Date();
  const { threadId, header, summary } = source;
  const rolloutId = newId(at);
  const meta = revertMeta(header, {
    base: cut.base,
    timestamp: at.toISOString(),
    multiAgentVersion: cut.last.multiAgentVersion,
  });
  const settings = threadSettings(cut.last.settings, {
    ...{ threadId, cliVersion: header.cli_version, cwd: summary.cwd },
    modelProvider: summary.modelProvider,
  });
  const lines = rolloutLines(
    [meta, ...(settings ? [settings] : [])],
    at.toISOString(),
    cut.base?.endOrdinalExclusive ?? 0,
  );
  const content: ContentPart[] = [{ kind: 'lines', lines }];
  const file = rolloutPlace(at, threadId, rolloutId);
  const times = rowTimes(row, at);
  const tokens = tokensKept(parts, source, cut);
  const changed: Record<string, ColumnValue> = {
    rollout_path: await pathForCodex(parts.root, source, file),
    // Codex, too, dates a reverted thread from the revert.
    created_at: Math.floor(at.getTime() / 1000),
    created_at_ms: at.getTime(),
    ...(tokens !== null && { tokens_used: tokens }),
  };
  const columns = Object.keys(changed).filter((column) => row[column] !== undefined);
  const pick = (from: Readonly<Record<string, ColumnValue>>) =>
    Object.fromEntries(columns.map((column) => [column, from[column] ?? null]));
  return [
    { kind: 'create-rollout', file, content, size: await newRolloutSize(content, parts) },
    {
      kind: 'update-row',
      database: 'state',
      threadId,
      before: { ...pick(row), ...times.before },
      after: { ...pick(changed), ...times.after },
    },
    ...(await projectNewFile(parts.databases, rolloutId, lines)),
  ];
}
