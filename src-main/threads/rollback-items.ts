import type { TokenUsageBreakdown } from '../contracts/model/usage';
import { rollbackLines } from '../history/write/rollback-lines';
import type { ThreadStore } from '../store/thread-store';
import type { RolloutItem } from '../store/types';

/** What a rollback of the last turns appends to a legacy thread, from what the store tells of usage and turns. */
export async function rollbackItems(
  store: ThreadStore,
  threadId: string,
  turns: number,
): Promise<RolloutItem[]> {
  const { tokenUsage } = await store.replayUsage({ threadId });
  const page = await store.listTurns({ threadId, view: 'everything', sortDirection: 'asc' });
  const standing = page.turns.filter(({ reverted, derived }) => !reverted && !derived);
  const last = standing.slice(0, Math.max(0, standing.length - turns)).at(-1);
  const usage = tokenUsage && {
    type: 'token_count',
    info: {
      total_token_usage: counts(tokenUsage.total),
      last_token_usage: counts(tokenUsage.last),
      model_context_window: tokenUsage.modelContextWindow,
    },
    rate_limits: null,
  };
  return rollbackLines(turns, usage, last?.contextTokens ?? 0);
}

/** As files spell them. */
function counts(usage: TokenUsageBreakdown): Record<string, number> {
  return {
    input_tokens: usage.inputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    output_tokens: usage.outputTokens,
    reasoning_output_tokens: usage.reasoningOutputTokens,
    total_tokens: usage.totalTokens,
  };
}
