import type { Turn } from '../../contracts/model/turn';
import { type ComposedThread, composeThread } from '../compose-thread';
import { fullTurn, upstreamTurn } from '../turn-view';
import type { ItemSketch, Projector } from '../types';
import { itemBuilder, projectRollout, type ReadRollout, readRollout } from './read-rollout';

/** A thread that lies in one file, in every form that tests look at. */
export interface ThreadOfFile {
  rollout: ReadRollout;
  projector: Projector;
  composed: ComposedThread;
  upstream: Turn[];
  everything: Turn[];
}

/** Reads a thread from the lines of its only file. */
export function threadOfFile(lines: readonly string[], rolloutId = 'R'): ThreadOfFile {
  const rollout = readRollout(Buffer.from(lines.map((line) => `${line}\n`).join('')), rolloutId);
  const projector = projectRollout(rollout);
  const itemsOf = (turnSeq: number): ItemSketch[] => {
    const items = projector.items.filter((item) => item.turnSeq === turnSeq);
    return items.sort((one, other) => one.seq - other.seq);
  };
  const file = {
    rolloutId,
    size: rollout.size,
    head: rollout.head ?? { threadId: rolloutId, historyBase: null, writtenAt: null, attached: false },
    headRecord: rollout.records[0]?.ref ?? null,
    turns: projector.turns,
    itemsOf,
    ownFromOrdinal: rollout.head?.subagentHistoryStartOrdinal ?? 0,
  };
  const composed = composeThread({ current: file, own: [file], find: () => undefined });
  const build = itemBuilder(rollout);
  return {
    rollout,
    projector,
    composed,
    upstream: composed.shown.map((turn) => {
      const shown = itemsOf(turn.turn.seq).filter((item) => item.upstreamSeq !== null);
      shown.sort((one, other) => (one.upstreamSeq ?? 0) - (other.upstreamSeq ?? 0));
      return upstreamTurn(turn, shown.map(build));
    }),
    everything: composed.turns.map((turn) => fullTurn(turn, itemsOf(turn.turn.seq).map(build))),
  };
}
