import { object } from '../json';
import type { WrittenItem } from './rollout-line';

/**
 * What a rollback of a legacy thread appends: the usage told again, then the marker. The total stays, for these tokens were
 * spent; the last usage holds nothing but how full the context is now (thread-store.md 6.8).
 *
 * @param usage payload of the thread's last `token_count` with an `info`; null: none was told, and none is now
 * @param contextTokens size of the context at the end of the last turn that stays
 */
export function rollbackLines(
  turns: number,
  usage: Record<string, unknown> | null,
  contextTokens: number,
): WrittenItem[] {
  const marker = { type: 'event_msg', payload: { type: 'thread_rolled_back', num_turns: turns } };
  const info = object(usage?.info);
  const last = object(info?.last_token_usage);
  if (!usage || !info || !last) return [marker];
  const nothing = Object.fromEntries(Object.keys(last).map((key) => [key, 0]));
  const counted = {
    ...usage,
    info: { ...info, last_token_usage: { ...nothing, total_tokens: contextTokens } },
  };
  return [{ type: 'event_msg', payload: counted }, marker];
}
