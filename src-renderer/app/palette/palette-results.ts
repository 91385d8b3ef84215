import type { Entry } from '../../features/threads/thread-index';
import { threadTitle } from '../../features/threads/thread-title';
import { fuzzyScore } from './fuzzy-score';
import type { CommandId } from '../../features/commands/keymap';

export type PaletteResult =
  | { kind: 'command'; id: CommandId; title: string }
  | { kind: 'thread'; id: string; title: string; entry: Entry };

const mostThreads = 30;

/**
 * What the palette shows for a text, best first: commands, then threads by title, or by id for those who paste one.
 *
 * Without a text: the newest threads under the commands.
 */
export function paletteResults(
  text: string,
  commands: readonly { id: CommandId; title: string }[],
  entries: readonly Entry[],
): PaletteResult[] {
  const query = text.trim().toLowerCase();
  const best = <T>(items: readonly T[], score: (item: T) => number) =>
    items
      .map((item) => ({ item, score: score(item) }))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score)
      .map((found) => found.item);
  const isIdPart = /^[0-9a-f-]{4,}$/.test(query);
  const threads = best(entries, ({ thread }) => {
    const byTitle = fuzzyScore(query, threadTitle(thread).text.toLowerCase());
    return isIdPart && thread.id.includes(query) ? Math.max(byTitle, 900) : byTitle;
  });
  return [
    ...best(commands, ({ title }) => fuzzyScore(query, title.toLowerCase())).map(
      (command): PaletteResult => ({ kind: 'command', ...command }),
    ),
    ...threads.slice(0, mostThreads).map(
      (entry): PaletteResult => ({
        kind: 'thread',
        id: entry.thread.id,
        title: threadTitle(entry.thread).text,
        entry,
      }),
    ),
  ];
}
