import { createHash } from 'node:crypto';
import {
  type ComposedThread,
  type ComposedTurn,
  composeThread,
  type ThreadFile,
} from '../../../history/compose-thread';
import type { TurnSketch } from '../../../history/types';
import type { ScanState } from '../index/index-types';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutFile } from '../rollouts/catalog';
import { type InvolvedFiles, lineageFile } from './involved-files';

/** What is known of a thread at one moment. */
export interface ThreadView {
  files: InvolvedFiles;
  /** Changes when a file was replaced or joined; while it holds, an item keeps its place. */
  revision: string;
  composed: ComposedThread;
  complete: boolean;
  scannedBytes: number;
  totalBytes: number;
}

interface ReadTurns {
  generation: string;
  version: number;
  turns: TurnSketch[];
}

/** Composes views of one thread from the index; what did not change since the last one is not read again. */
export class ThreadViews {
  readonly #index: RolloutIndex;
  readonly #turns = new Map<string, ReadTurns>();
  #last: { key: string; view: ThreadView } | null = null;

  constructor(index: RolloutIndex) {
    this.#index = index;
  }

  view(files: InvolvedFiles): ThreadView {
    const states = files.all.map((file) => ({ file, state: this.#index.scan(file.file) }));
    const key = JSON.stringify([
      files.current.file,
      states.map(({ file, state }) => [file.file, state?.generation, state?.version, state?.complete]),
    ]);
    if (this.#last?.key !== key) this.#last = { key, view: this.#compose(files, states) };
    return this.#last.view;
  }

  #compose(files: InvolvedFiles, states: { file: RolloutFile; state: ScanState | null }[]): ThreadView {
    const sketched = new Map<string, ThreadFile>();
    let complete = true;
    for (const { file, state } of states) {
      const { rolloutId } = file;
      sketched.set(rolloutId, {
        ...lineageFile(file, state?.complete ? state.total : null),
        // Behind an unfinished file nothing has its final place yet.
        turns: complete && state ? this.#turnsOf(file, state) : [],
        itemsOf: (turnSeq) =>
          this.#index.items(file.file, rolloutId, turnSeq, 0, Number.MAX_SAFE_INTEGER / 2),
        ownFromOrdinal: file.head?.subagentHistoryStartOrdinal ?? 0,
      });
      complete &&= state?.complete ?? false;
    }
    const own = files.own.flatMap((file) => sketched.get(file.rolloutId) ?? []);
    const current = sketched.get(files.current.rolloutId);
    if (!current) throw new Error(`the current file ${files.current.file} is not among the thread's files`);
    return {
      files,
      revision: revisionOf(states),
      composed: composeThread({ current, own, find: (rolloutId) => sketched.get(rolloutId) }),
      complete,
      scannedBytes: sum(states.map(({ state }) => state?.offset ?? 0)),
      totalBytes: sum(
        states.map(({ file, state }) => Math.max(state?.total ?? 0, file.compressed ? 0 : file.size)),
      ),
    };
  }

  /** Turns keep their object as long as they do not change: that tells later what did. */
  #turnsOf(file: RolloutFile, { generation, version }: ScanState): TurnSketch[] {
    const read = this.#turns.get(file.file);
    if (read?.generation === generation && read.version === version) return read.turns;
    const known = read?.generation === generation ? read : null;
    const turns = known ? [...known.turns] : [];
    for (const turn of this.#index.turns(file.file, known?.version ?? 0)) turns[turn.seq] = turn;
    this.#turns.set(file.file, { generation, version, turns });
    return turns;
  }
}

/** First turn of the new view that is not the same as in the old one. */
export function changedFrom(before: ThreadView | null, now: ThreadView): number {
  if (!before || before.revision !== now.revision) return 0;
  const turns = now.composed.turns;
  const first = turns.findIndex((turn, at) => !sameTurn(before.composed.turns[at], turn));
  return first < 0 ? turns.length : first;
}

function sameTurn(a: ComposedTurn | undefined, b: ComposedTurn): boolean {
  if (!a || a.rolloutId !== b.rolloutId || a.firstItem !== b.firstItem || a.shown !== b.shown) return false;
  // A turn to which several files contribute is made anew each time.
  const sameSketch = a.turn === b.turn || JSON.stringify(a.turn) === JSON.stringify(b.turn);
  return sameSketch && JSON.stringify(a.reverted) === JSON.stringify(b.reverted);
}

function revisionOf(states: readonly { file: RolloutFile; state: ScanState | null }[]): string {
  const parts = states.map(({ file, state }) => [file.rolloutId, state?.generation ?? '']);
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
