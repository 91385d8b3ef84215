import type { PlanProblem } from '../../../contracts/model/edit';
import type { ComposedTurn } from '../../../history/compose-thread';
import { object, string } from '../../../history/json';
import { rollbackLines } from '../../../history/write/rollback-lines';
import { rolloutLines } from '../../../history/write/rollout-line';
import { StoreError } from '../../errors';
import { appendStep } from '../edits/legacy-line';
import { nothingToDo, refused, refusedThread } from '../edits/planned-thread';
import type { Planner, RequestOf } from '../edits/planner';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import { affectedTurns } from './affected-turns';
import { type BranchingParts, type BranchSource, branchSource } from './branch-source';
import { recordsIn } from './records-in';
import { rowTimes } from './row-times';
import { titleOf } from './title-of';

/** Takes the last turns out of a legacy thread by a marker; nothing is removed (thread-store.md 6.8). */
export function createRollbackPlanner(parts: BranchingParts): Planner<RequestOf<'rollback'>> {
  return {
    label: ({ turns }) => (turns === 1 ? 'Roll back one turn' : `Roll back ${turns} turns`),
    threadIds: ({ threadId }) => [threadId],
    async planThread(threadId, { turns }, { places }) {
      const source = await branchSource(parts, threadId);
      if (source.dialect !== 'legacy') {
        throw new StoreError('invalid_request', 'paginated threads do not support thread/rollback');
      }
      const { shown, turns: all } = source.view.composed;
      const running = shown.at(-1);
      if (running?.turn.status === 'inProgress' && (await isFresh(parts, source))) {
        throw new StoreError('invalid_request', 'Cannot rollback while a turn is in progress.');
      }
      const leaving = shown.slice(Math.max(0, shown.length - turns));
      const kept = shown.slice(0, shown.length - leaving.length);
      const thread = { threadId: source.threadId, title: titleOf(source.summary) };
      if (leaving.length === 0) return nothingToDo(thread);
      if (source.current.compressed) {
        const message = 'Its file is compressed: resume it in Codex once, which makes it plain.';
        return refusedThread(thread, refused('compressed', message));
      }
      return {
        ...thread,
        fields: [{ field: 'turns', before: String(shown.length), after: String(kept.length) }],
        problems: modelLosesMore(leaving, kept),
        leaving: affectedTurns(leaving, all),
        steps: await stepsOf(parts, source, places, turns, kept.at(-1)),
      };
    },
  };
}

/**
 * Codex counts every turn for its list, but only those with a message of the user for the model (thread-store.md
 * 6.8): behind a compaction the model loses turns that the list keeps.
 */
function modelLosesMore(leaving: readonly ComposedTurn[], kept: readonly ComposedTurn[]): PlanProblem[] {
  const silent = leaving.filter(({ turn }) => turn.prompt === '').length;
  const more = Math.min(silent, kept.filter(({ turn }) => turn.prompt !== '').length);
  if (more === 0) return [];
  const turns = more === 1 ? 'one earlier turn' : `${more} earlier turns`;
  return [
    {
      severity: 'warning',
      code: 'model_loses_more',
      message: `Compactions and shell commands count as turns here, but not for the model: it will no longer see ${turns} either.`,
    },
  ];
}

/** How long ago a file must have been written for an open turn in it to be taken for a dead one. */
const freshMs = 10_000;

/** A turn without an end is running only where somebody still writes. Whoever has the thread loaded holds its lock besides. */
async function isFresh({ now }: BranchingParts, { current }: BranchSource): Promise<boolean> {
  return (now?.() ?? new Date()).getTime() - current.mtimeMs < freshMs;
}

async function stepsOf(
  parts: BranchingParts,
  source: BranchSource,
  places: StepPlaces,
  turns: number,
  last: ComposedTurn | undefined,
): Promise<Step[]> {
  const at = parts.now?.() ?? new Date();
  const { current, row, threadId } = source;
  const items = rollbackLines(turns, await lastUsage(parts, source), contextOf(source, last));
  const lines = rolloutLines(items, at.toISOString(), null);
  const steps: Step[] = [await appendStep(places, current.file, lines)];
  if (row) steps.push({ kind: 'update-row', database: 'state', threadId, ...rowTimes(row, at) });
  return steps;
}

/** Codex, too, takes four bytes for a token where it has to guess; without turns the instructions are all there is. */
function contextOf({ header }: BranchSource, last: ComposedTurn | undefined): number {
  const instructions = string(object(header.base_instructions)?.text) ?? '';
  return last?.turn.contextTokens ?? Math.ceil(Buffer.byteLength(instructions) / 4);
}

async function lastUsage(
  { index, reader }: BranchingParts,
  { current }: BranchSource,
): Promise<Record<string, unknown> | null> {
  const point = index.usage(current.file).findLast(({ info }) => info !== null);
  if (!point) return null;
  const { offset, length } = point.record;
  for await (const { record } of recordsIn(reader, current, offset, offset + length)) return record.payload;
  return null;
}
