import type { Thread } from '../../contracts/model/thread';
import type { Turn } from '../../contracts/model/turn';
import type { HistoryView, SortDirection } from '../../store/types';
import { type CommandContext, defineCommand } from '../command';
import { findThread } from '../find-thread';
import { choice, count, text } from '../option-kinds';
import { painter } from '../paint';
import { printableJson } from '../printable';
import { threadLines } from '../thread-lines';
import { turnLines } from '../turn-lines';
import { upstreamThread } from '../upstream-thread';

/** Turns fetched at once: few, as one may hold an image or a long output. */
const pageSize = 8;

/** Which turns of which thread. */
interface TurnRange {
  threadId: string;
  view: HistoryView;
  sortDirection: SortDirection;
  limit: number | undefined;
  cursor: string | undefined;
}

/** `skein thread ID`: one thread with its turns, written as they are read. */
export const threadCommand = defineCommand({
  name: 'thread',
  summary: 'Shows one thread with its turns',
  argument: 'ID',
  options: {
    view: choice(
      ['everything', 'upstream'],
      'everything',
      'everything that happened, or exactly what Codex answers',
    ),
    limit: count('N', 'at most N turns (default: all)'),
    cursor: text('CURSOR', 'go on behind this point: the nextCursor of the call before'),
    direction: choice(['asc', 'desc'], 'asc', 'oldest or newest turn first'),
  },
  notes: [
    'ID is a thread id or at least 8 characters of its start.',
    'JSON: {"thread": Thread}, its turns last; with --limit or --cursor also "nextCursor": CURSOR or null',
  ],
  async run(context, argument, values) {
    const threadId = await findThread(context.manager, argument ?? '');
    const thread = await context.manager.read(threadId);
    const range = {
      threadId,
      view: values.view,
      sortDirection: values.direction,
      limit: values.limit,
      cursor: values.cursor,
    };
    await (context.json ? writeJson(context, thread, range) : writeText(context, thread, range));
    return 0;
  },
});

async function writeJson({ manager, out }: CommandContext, thread: Thread, range: TurnRange): Promise<void> {
  const { turns: _none, ...facts } = range.view === 'upstream' ? upstreamThread(thread) : thread;
  // Turns come last, so that a thread of any length is written while it is read.
  await out.write(`{"thread":${printableJson(facts).slice(0, -1)},"turns":[`);
  let separator = '\n';
  const next = await eachTurn(manager, range, async (turn) => {
    await out.write(separator + printableJson(turn));
    separator = ',\n';
  });
  const paged = range.limit !== undefined || range.cursor !== undefined;
  await out.write(`]}${paged ? `,"nextCursor":${printableJson(next)}` : ''}}\n`);
}

async function writeText(
  { manager, out, messages }: CommandContext,
  thread: Thread,
  range: TurnRange,
): Promise<void> {
  const paint = painter(out.colour);
  await out.write(`${threadLines(thread, paint).join('\n')}\n`);
  let place = 0;
  const next = await eachTurn(manager, range, async (turn) => {
    place += 1;
    await out.write(`${turnLines(turn, place, paint).join('\n')}\n`);
  });
  if (place === 0) await messages.write('No turns.\n');
  if (next !== null) await messages.write(`More with --cursor '${next}'\n`);
}

/** Hands on the turns of a range one after another; resolves to the cursor behind the last, null at the end. */
async function eachTurn(
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
