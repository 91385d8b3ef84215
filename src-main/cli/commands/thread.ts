import type { Thread } from '../../contracts/model/thread';
import { type CommandContext, defineCommand } from '../command';
import { findThread } from '../find-thread';
import { choice, count, text } from '../option-kinds';
import { painter } from '../paint';
import { printableJson } from '../printable';
import { threadLines } from '../thread-lines';
import { turnLines } from '../turn-lines';
import { upstreamThread } from '../upstream-thread';
import { type TurnRange, eachTurn, writeThreadJson } from '../write-thread-json';

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
  async run(context, [id = ''], values) {
    const threadId = await findThread(context.manager, id);
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

async function writeJson(context: CommandContext, thread: Thread, range: TurnRange): Promise<void> {
  await context.out.write('{');
  const next = await writeThreadJson(
    context,
    range.view === 'upstream' ? upstreamThread(thread) : thread,
    range,
  );
  const paged = range.limit !== undefined || range.cursor !== undefined;
  await context.out.write(`${paged ? `,"nextCursor":${printableJson(next)}` : ''}}\n`);
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
