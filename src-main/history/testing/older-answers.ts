import type { ThreadItem } from '../../contracts/model/item';
import type { Turn } from '../../contracts/model/turn';

/** A release older than 0.169 tells a thread differently: ours and its answer are made comparable, by named rules. */
export interface OlderAnswerRule {
  name: string;
  /** Minor number of the first release 0.x that needs it no more. */
  until: number;
  ours(turns: Turn[]): Turn[];
}

export const olderAnswerRules: readonly OlderAnswerRule[] = [
  {
    name: 'implicit turns were counted, not named after a record',
    until: 118,
    ours: (turns) => turns.map((turn, at) => ({ ...turn, id: `turn-${at + 1}` })),
  },
  {
    name: 'reviews, compactions and their turns were not told',
    until: 118,
    ours: (turns) =>
      renumbered(turns.map(withoutReviewsAndCompactions).filter((turn) => turn.items.length > 0)),
  },
  {
    name: 'the findings of a review were not rendered',
    until: 150,
    ours: (turns) => mapItems(turns, explanationOnly),
  },
];

/** Ours as that release would tell it. */
export function asOlderRelease(minor: number, turns: Turn[]): Turn[] {
  const rules = olderAnswerRules.filter((rule) => minor < rule.until);
  return rules.reduceRight((told, rule) => rule.ours(told), turns);
}

/** Leaves out the fields that the older answer does not have. */
export function restricted(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.map((entry, at) => restricted(entry, theirs[at]));
  if (!isObject(ours) || !isObject(theirs)) return ours;
  const shared = Object.keys(ours).filter((key) => key in theirs);
  return Object.fromEntries(shared.map((key) => [key, restricted(ours[key], theirs[key])]));
}

function withoutReviewsAndCompactions(turn: Turn): Turn {
  const dropped = ['enteredReviewMode', 'exitedReviewMode', 'contextCompaction'];
  return { ...turn, items: turn.items.filter((item) => !dropped.includes(item.type)) };
}

/** Positional ids close up over what was left out. */
function renumbered(turns: Turn[]): Turn[] {
  let next = 1;
  return mapItems(turns, (item) => (/^item-\d+$/.test(item.id) ? { ...item, id: `item-${next++}` } : item));
}

function explanationOnly(item: ThreadItem): ThreadItem {
  if (item.type !== 'exitedReviewMode') return item;
  return { ...item, review: item.review.replace(/\n\n(?:Review comment|Full review comments):[\s\S]*$/, '') };
}

function mapItems(turns: Turn[], change: (item: ThreadItem) => ThreadItem): Turn[] {
  return turns.map((turn) => ({ ...turn, items: turn.items.map(change) }));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
