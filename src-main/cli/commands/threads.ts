import { resolve } from 'node:path';
import { sourceKinds, type ThreadSummary } from '../../contracts/model/thread';
import type { SortKey, ThreadPage } from '../../store/types';
import { type CommandContext, defineCommand } from '../command';
import { counted, localTime, number } from '../format-facts';
import { choice, count, flag, list, text } from '../option-kinds';
import { printableJson, printableLine } from '../printable';
import { painter } from '../paint';
import { table } from '../table';
import { clipToWidth } from '../text-width';
import { threadMarks } from '../thread-marks';
import { writeObstacles } from '../write-obstacles';

/** Cells that a title takes at most where no terminal limits it. */
const longestTitle = 80;

/** The time that a list is sorted by is the one that it shows. */
const times = {
  created_at: { title: 'Created', field: 'createdAt' },
  updated_at: { title: 'Updated', field: 'updatedAt' },
  recency_at: { title: 'Active', field: 'recencyAt' },
} as const;

/** `skein threads`: the thread list, filtered and sorted as `thread/list` does. */
export const threadsCommand = defineCommand({
  name: 'threads',
  summary: 'Lists threads',
  argument: null,
  options: {
    archived: flag('archived threads instead of active ones'),
    sort: choice(['created_at', 'updated_at', 'recency_at'], 'created_at', 'sort by this time'),
    direction: choice(['asc', 'desc'], 'desc', 'newest last or first'),
    source: list('KIND,..', `only these sources: ${sourceKinds.join(', ')}`, sourceKinds),
    provider: list('NAME,..', 'only these model providers'),
    cwd: text('DIR', 'only threads that worked in this folder'),
    search: text('TEXT', 'only threads with this text in name or preview; upper and lower case differ'),
    limit: count('N', 'at most N threads (default: all)'),
    cursor: text('CURSOR', 'go on behind this point: the nextCursor of the call before'),
  },
  notes: ['JSON: {"data": [Thread, ..], "nextCursor": CURSOR or null}'],
  async run(context, _words, values) {
    const page = await context.manager.list({
      archived: values.archived,
      sortKey: values.sort,
      sortDirection: values.direction,
      ...(values.source && { sourceKinds: values.source }),
      ...(values.provider && { modelProviders: values.provider }),
      ...(values.cwd !== undefined && { cwd: [resolve(context.cwd, values.cwd)] }),
      ...(values.search !== undefined && { searchTerm: values.search }),
      ...(values.limit !== undefined && { limit: values.limit }),
      ...(values.cursor !== undefined && { cursor: values.cursor }),
    });
    await (context.json ? writeJson(context, page) : writeTable(context, page, values.sort));
    await writeObstacles(context);
    return 0;
  },
});

async function writeJson({ out }: CommandContext, page: ThreadPage): Promise<void> {
  await out.write('{"data":[');
  for (const [i, thread] of page.data.entries())
    await out.write(`${i === 0 ? '\n' : ',\n'}${printableJson(thread)}`);
  await out.write(`],"nextCursor":${printableJson(page.nextCursor)}}\n`);
}

async function writeTable({ out, messages }: CommandContext, page: ThreadPage, sort: SortKey): Promise<void> {
  if (page.data.length === 0) return messages.write('No threads.\n');
  const layout = [
    { title: times[sort].title },
    { title: 'Title', flexible: true },
    { title: 'Branch' },
    { title: 'Model' },
    { title: 'Turns', align: 'right' },
    { title: 'Tokens', align: 'right' },
    { title: 'Id' },
  ] as const;
  const [titles = '', ...lines] = table(
    layout,
    page.data.map((thread) => row(thread, sort)),
    out.columns,
  );
  await out.write(`${painter(out.colour)('faint', titles)}\n`);
  for (const line of lines) await out.write(`${line}\n`);
  const more = page.nextCursor === null ? '' : `, more with --cursor '${page.nextCursor}'`;
  await messages.write(`${counted(page.data.length, 'thread')}${more}\n`);
}

function row(thread: ThreadSummary, sort: SortKey): string[] {
  const marks = threadMarks(thread);
  const title = printableLine(thread.name ?? thread.preview) || '(no text)';
  return [
    localTime(thread[times[sort].field]),
    clipToWidth(marks.length === 0 ? title : `[${marks.join(', ')}] ${title}`, longestTitle),
    clipToWidth(printableLine(thread.gitInfo?.branch ?? '-'), 30),
    clipToWidth(printableLine(thread.model ?? '-'), 20),
    number(thread.turnCount),
    number(thread.tokensUsed),
    thread.id,
  ];
}
