import type { Thread } from '../contracts/model/thread';
import { bytes, counted, localTime, number } from './format-facts';
import type { Paint } from './paint';
import { printableJson, printableLine } from './printable';
import { clipToWidth } from './text-width';
import { threadMarks } from './thread-marks';

/** Facts of a thread, one per line under its title. */
export function threadLines(thread: Thread, paint: Paint): string[] {
  const title = clipToWidth(printableLine(thread.name ?? thread.preview) || '(no text)', 100);
  const facts: (readonly [string, string | null])[] = [
    ['id', thread.id],
    ['folder', thread.cwd],
    ['git', gitText(thread)],
    [
      'model',
      [thread.model, thread.reasoningEffort, thread.modelProvider].filter((one) => one !== null).join(', '),
    ],
    ['source', typeof thread.source === 'string' ? thread.source : printableJson(thread.source)],
    ['created', localTime(thread.createdAt)],
    ['updated', localTime(thread.updatedAt)],
    ['Codex', thread.cliVersion],
    ['forked from', thread.forkedFromId],
    ['parent', thread.parentThreadId],
    [
      'tokens',
      thread.tokensUsed === undefined || thread.tokensUsed === null ? null : number(thread.tokensUsed),
    ],
    ['marks', threadMarks(thread).join(', ') || null],
    ...(thread.segments ?? []).map(
      (one) => ['file', `${one.file} (${one.role}, ${bytes(one.size)})`] as const,
    ),
    ['damage', thread.damage?.length ? `${counted(thread.damage.length, 'finding')}, see skein check` : null],
  ];
  return [
    paint('strong', title),
    ...facts
      .filter(([, value]) => value)
      .map(([name, value]) => `${paint('faint', `${name}:`.padEnd(13))}${printableLine(value ?? '')}`),
    '',
  ];
}

function gitText({ gitInfo }: Thread): string | null {
  if (!gitInfo) return null;
  return [gitInfo.branch, gitInfo.sha?.slice(0, 12), gitInfo.originUrl].filter((one) => one).join(', ');
}
