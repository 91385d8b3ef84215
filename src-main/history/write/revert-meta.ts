import type { HistoryBase } from '../types';
import { metaBase } from './fork-meta';
import type { WrittenItem } from './rollout-line';

/** Where the file of a revert starts. */
export interface RevertCut {
  /** Null: nothing is left, and ordinals start from 0 again. */
  base: HistoryBase | null;
  timestamp: string;
  multiAgentVersion: string | null;
}

/**
 * The header of the file that a revert goes on in: the thread's present one, cut back. What a fork took from its source
 * can only shrink (thread-store.md 7.2).
 *
 * @param current payload of the first session_meta of the file that the thread is in now
 */
export function revertMeta(current: Record<string, unknown>, cut: RevertCut): WrittenItem {
  const {
    history_base: _base,
    memory_mode: _mode,
    forked_from_ordinal_exclusive: inherited,
    ...rest
  } = current;
  return {
    type: 'session_meta',
    payload: {
      ...rest,
      ...(typeof inherited === 'number' &&
        cut.base && {
          forked_from_ordinal_exclusive: Math.min(inherited, cut.base.endOrdinalExclusive),
        }),
      timestamp: cut.timestamp,
      ...(cut.base && { history_base: metaBase(cut.base) }),
      ...(cut.multiAgentVersion !== null && { multi_agent_version: cut.multiAgentVersion }),
    },
  };
}
