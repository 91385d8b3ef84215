import type { Turn } from '../contracts/model/turn';
import { counted, duration, localTime, number } from './format-facts';
import { itemLines } from './item-lines';
import type { Paint } from './paint';
import { printableLine } from './printable';

/** A turn as text: a line of facts, then its items. `place` counts from 1 in the order shown. */
export function turnLines(turn: Turn, place: number, paint: Paint): string[] {
  const facts = [`Turn ${place}`, localTime(turn.startedAt), turn.status];
  if (turn.durationMs !== null) facts.push(duration(turn.durationMs));
  if (turn.settings?.model) facts.push(printableLine(turn.settings.model));
  if (turn.usage) facts.push(`${number(turn.usage.totalTokens)} tokens`);
  if (turn.inherited) facts.push('inherited');
  // What fork and revert take.
  facts.push(printableLine(turn.id));
  const bad = turn.status === 'failed' || turn.status === 'interrupted';
  return [
    paint(bad ? 'bad' : 'strong', `== ${facts.join(' · ')}`),
    ...revertedLines(turn, paint),
    ...turn.items.flatMap((item) => itemLines(item, paint)),
    ...(turn.error ? [paint('bad', `  error: ${printableLine(turn.error.message)}`)] : []),
    '',
  ];
}

function revertedLines({ reverted }: Turn, paint: Paint): string[] {
  if (!reverted) return [];
  const how = reverted.by === 'rollback' ? 'rolled back' : 'reverted';
  const together = reverted.turns > 1 ? `, one of ${counted(reverted.turns, 'turn')}` : '';
  return [
    paint(
      'struck',
      `   ${how}${reverted.at === null ? '' : ` at ${printableLine(reverted.at)}`}${together}: the model does not see it`,
    ),
  ];
}
