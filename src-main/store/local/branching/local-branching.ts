import { randomUUID } from 'node:crypto';
import { interruption } from '../../../history/write/interruption';
import { rolloutLines } from '../../../history/write/rollout-line';
import { threadSettings } from '../../../history/write/thread-settings';
import { StoreError } from '../../errors';
import type { Branching } from '../../thread-store';
import { newRollout } from '../steps/new-rollout';
import type { ContentPart, Step } from '../steps/step';
import { type BranchingParts, type BranchSource, branchSource } from './branch-source';
import { type HistoryCut, historyCut } from './history-cut';
import { newId } from './new-ids';
import { planRevert } from './revert-planner';

/** What a prepared fork brings into its new file. */
export interface TakenFork {
  /** Header fields of the source, where the caller of `createThread` gives none. */
  header: Record<string, unknown>;
  /** What follows the header: whole lines, with their ordinals where the dialect has them. */
  content: () => AsyncIterable<Uint8Array>;
}

export interface LocalBranchingParts extends BranchingParts {
  /** Holds the thread's writer lock meanwhile; `conflict` when somebody has it. */
  withLock<Result>(threadId: string, work: () => Promise<Result>): Promise<Result>;
  /** Does the steps, or takes back what was done and rejects. */
  perform(threadId: string, steps: readonly Step[]): Promise<void>;
}

/** Forks and reverts for ThreadManager (thread-store.md 7.2), with the reservations that keep sources in place. */
export interface LocalBranching extends Branching {
  /** Uses a reservation up; throws `invalid_request` for one that there is not. */
  takeFork(forkId: string, fork: { threadId: string; cwd: string }): TakenFork;
  /** Whether a fork of the thread is being made: then it must not be archived or deleted. */
  isReserved(threadId: string): boolean;
}

interface Prepared {
  source: BranchSource;
  cut: HistoryCut;
}

export function createLocalBranching(parts: LocalBranchingParts): LocalBranching {
  const prepared = new Map<string, Prepared>();
  return {
    async prepareFork({ threadId, boundary }) {
      const source = await branchSource(parts, threadId);
      const cut = await historyCut(parts, source, boundary);
      const forkId = randomUUID();
      prepared.set(forkId, { source, cut });
      const { header, summary, dialect } = source;
      return {
        forkId,
        sourceThreadId: source.threadId,
        historyBase: cut.base,
        historyMode: dialect,
        header,
        name: summary.name,
      };
    },
    async releaseFork({ forkId }) {
      prepared.delete(forkId);
    },
    async revertThread({ threadId, beforeTurnId }) {
      // What cannot be reverted is told before a lock is asked for.
      await planRevert(parts, threadId, beforeTurnId);
      await parts.withLock(threadId, async () => {
        const { steps } = await planRevert(parts, threadId, beforeTurnId);
        await parts.perform(threadId, steps);
      });
    },
    takeFork(forkId, owner) {
      const fork = prepared.get(forkId);
      if (!fork) throw new StoreError('invalid_request', `there is no prepared fork ${forkId}`);
      prepared.delete(forkId);
      return {
        header: fork.source.header,
        content: () => newRollout(contentOf(fork, owner, parts.now?.() ?? new Date()), parts),
      };
    },
    isReserved: (threadId) => [...prepared.values()].some(({ source }) => source.threadId === threadId),
  };
}

/** What follows a fork's header: the copied records of a legacy source, the end of a running turn, the settings. */
function contentOf(
  { source, cut }: Prepared,
  { threadId, cwd }: { threadId: string; cwd: string },
  at: Date,
): ContentPart[] {
  const { dialect, header, summary } = source;
  const timestamp = at.toISOString();
  const cliVersion = header.cli_version;
  const settings = threadSettings(cut.last.settings, {
    // A fork may be given another directory than its source's.
    ...{ threadId, cliVersion, cwd },
    modelProvider: summary.modelProvider,
  });
  const closing = cut.open ? interruption(cut.open, cliVersion, `msg_${newId(at)}`) : [];
  const applied = settings ? [settings] : [];
  if (dialect === 'paginated') {
    const first = (cut.base?.endOrdinalExclusive ?? 0) + 1;
    return [{ kind: 'lines', lines: rolloutLines([...applied, ...closing], timestamp, first) }];
  }
  return [
    { kind: 'copied-records', file: cut.file.file, from: 0, to: cut.offset, timestamp },
    { kind: 'lines', lines: rolloutLines([...closing, ...applied], timestamp, null) },
  ];
}
