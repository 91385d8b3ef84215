import type { ComposedTurn } from '../../../history/compose-thread';
import { object, string } from '../../../history/json';
import { rollbackLines } from '../../../history/write/rollback-lines';
import { rolloutLines } from '../../../history/write/rollout-line';
import { StoreError } from '../../errors';
import type { Planner, RequestOf } from '../edits/planner';
import type { Step } from '../steps/step';
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
    async planThread(threadId, { turns }) {
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
      return {
        threadId: source.threadId,
        title: titleOf(source.summary),
        fields:
          leaving.length === 0
            ? []
            : [{ field: 'turns', before: String(shown.length), after: String(kept.length) }],
        problems: [],
        leaving: affectedTurns(leaving, all),
        steps: leaving.length === 0 ? [] : await stepsOf(parts, source, turns, kept.at(-1)),
      };
    },
  };
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
  turns: number,
  last: ComposedTurn | undefined,
): Promise<Step[]> {
  const at = parts.now?.() ?? new Date();
  const { current, row, threadId } = source;
  const items = rollbackLines(turns, await lastUsage(parts, source), contextOf(source, last));
  const steps: Step[] = [
    {
      kind: 'append-lines',
      file: current.file,
      at: current.size,
      newlineFirst: await lacksNewline(parts, source),
      lines: rolloutLines(items, at.toISOString(), null),
    },
  ];
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

async function lacksNewline({ reader }: BranchingParts, { current }: BranchSource): Promise<boolean> {
  const bytes = await reader.open(current.path);
  try {
    const last = new Uint8Array(1);
    return (await bytes.read(last, bytes.length - 1)) === 1 && last[0] !== 0x0a;
  } finally {
    await bytes.close();
  }
}
