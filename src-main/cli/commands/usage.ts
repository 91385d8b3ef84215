import type { TokenUsageBreakdown } from '../../contracts/model/usage';
import { type CommandContext, defineCommand } from '../command';
import { findThread } from '../find-thread';
import { number } from '../format-facts';
import { printableJson } from '../printable';
import { painter } from '../paint';
import { table } from '../table';

/** Rows of the table; parts lie inside the number above them. */
const rows: readonly (readonly [string, keyof TokenUsageBreakdown])[] = [
  ['total', 'totalTokens'],
  ['input', 'inputTokens'],
  ['  cached', 'cachedInputTokens'],
  ['  cache written', 'cacheWriteInputTokens'],
  ['output', 'outputTokens'],
  ['  reasoning', 'reasoningOutputTokens'],
];

/** `skein usage ID`: the token usage that Codex replays when the thread is resumed. */
export const usageCommand = defineCommand({
  name: 'usage',
  summary: 'Shows the token usage that Codex replays on resume, and the turn that owns it',
  argument: 'ID',
  options: {},
  notes: [
    'ID is a thread id or at least 8 characters of its start.',
    'JSON: {"owner": TURN ID or null, "tokenUsage": {"total", "last", "modelContextWindow"} or null}',
  ],
  async run(context, [id = '']) {
    const usage = await context.manager.replayUsage(await findThread(context.manager, id));
    if (context.json) await context.out.write(`${printableJson(usage)}\n`);
    else if (usage.tokenUsage === null)
      await context.messages.write('Nothing is replayed: no turn reported usage.\n');
    else await writeTable(context, usage.owner, usage.tokenUsage);
    return 0;
  },
});

async function writeTable(
  { out }: CommandContext,
  owner: string | null,
  usage: { total: TokenUsageBreakdown; last: TokenUsageBreakdown; modelContextWindow: number | null },
): Promise<void> {
  const layout = [
    { title: 'Tokens' },
    { title: 'Thread', align: 'right' },
    { title: 'Last response', align: 'right' },
  ] as const;
  const [titles = '', ...lines] = table(
    layout,
    rows.map(([name, key]) => [name, number(usage.total[key]), number(usage.last[key])]),
    out.columns,
  );
  await out.write(`${painter(out.colour)('faint', titles)}\n${lines.join('\n')}\n`);
  await out.write(`Context window: ${number(usage.modelContextWindow)}\nOwner turn: ${owner ?? 'unknown'}\n`);
}
