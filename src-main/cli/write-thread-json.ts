import type { Thread } from '../contracts/model/thread';
import type { Turn } from '../contracts/model/turn';
import type { HistoryView, SortDirection } from '../store/types';
import type { CommandContext } from './command';
import { printableJson } from './printable';

/** Turns fetched at once: few, as one may hold an image or a long output. */
const pageSize = 8;

/** Which turns of which thread. */
export interface TurnRange {
  threadId: string;
  view: HistoryView;
  sortDirection: SortDirection;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/**
 * Writes `"thread":{..}` with the turns last, so that a thread of any length is written while it is read; resolves to the
 * cursor behind the last turn.
 */
export async function writeThreadJson(
  { manager, out }: CommandContext,
  { turns: _none, ...facts }: Partial<Thread>,
  range: TurnRange,
): Promise<string | null> {
  await out.write(`"thread":${printableJson(facts).slice(0, -1)},"turns":[`);
  let separator = '\n';
  const next = await eachTurn(manager, range, async (turn) => {
    await out.write(separator + printableJson(turn));
    separator = ',\n';
  });
  await out.write(']}');
  return next;
}

/** Hands on the turns of a range one after another; resolves to the cursor behind the last, null at the end. */
export async function eachTurn(
  manager: CommandContext['manager'],
  { limit, cursor, ...what }: TurnRange,
  use: (turn: Turn) => Promise<void>,
): Promise<string | null> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let from = cursor;
  for (;;) {
    const page = await manager.listTurns({
      ...what,
      limit: Math.min(pageSize, left),
      ...(from !== undefined && { cursor: from }),
    });
    for (const turn of page.turns) await use(turn);
    left -= page.turns.length;
    if (page.nextCursor === null || left <= 0) return page.nextCursor;
    from = page.nextCursor;
  }
}
