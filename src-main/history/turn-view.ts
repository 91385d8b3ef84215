import type { ThreadItem, UpstreamItem } from '../contracts/model/item';
import type { Turn, TurnAdditions, TurnOutline, TurnStatus } from '../contracts/model/turn';
import type { ComposedTurn } from './compose-thread';

/** The status that a reader sees: a turn that never ended is not running in a thread that nobody has loaded. */
export function statusWhenNotLoaded(status: TurnStatus): TurnStatus {
  return status === 'inProgress' ? 'interrupted' : status;
}

/** A turn exactly as the app-server of 0.169 answers it; `items` are the built ones that it shows, in its order. */
export function upstreamTurn(composed: ComposedTurn, items: readonly ThreadItem[]): Turn {
  const { turn } = composed;
  return {
    id: turn.id,
    rootTurnId: turn.rootTurnId,
    items: items.map(upstreamItem),
    itemsView: 'full',
    status: statusWhenNotLoaded(turn.status),
    error: turn.error,
    startedAt: turn.startedAt,
    completedAt: turn.completedAt,
    durationMs: turn.durationMs,
  };
}

/** A turn with everything that Skein adds; `items` are all of them, by place. */
export function fullTurn(composed: ComposedTurn, items: readonly ThreadItem[]): Turn {
  return { ...upstreamTurn(composed, []), items: [...items], ...additions(composed) };
}

/** A turn without its items, as the window lists it. */
export function turnOutline(composed: ComposedTurn): TurnOutline {
  const { turn, firstItem, itemCount } = composed;
  const { id, error, startedAt, completedAt, durationMs, prompt } = turn;
  const status = statusWhenNotLoaded(turn.status);
  return {
    id,
    status,
    error,
    startedAt,
    completedAt,
    durationMs,
    prompt,
    firstItem,
    itemCount,
    ...additions(composed),
  };
}

function additions({ turn, reverted, inherited }: ComposedTurn): TurnAdditions {
  return {
    reverted,
    derived: turn.derived,
    inherited,
    settings: turn.settings,
    usage: turn.usage,
    contextTokens: turn.contextTokens,
    contextWindow: turn.contextWindow,
    record: turn.record,
  };
}

/** An item without what Skein adds. */
function upstreamItem(item: ThreadItem): ThreadItem {
  const { derived: _derived, provenance: _provenance, clips: _clips, ...plain } = item;
  if (plain.type !== 'contextCompaction') return plain;
  const { compaction: _compaction, ...shown } = plain as Extract<UpstreamItem, { type: 'contextCompaction' }>;
  return shown;
}
