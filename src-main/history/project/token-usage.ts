import type { ThreadTokenUsage, TokenUsageBreakdown } from '../../contracts/model/usage';
import { number, object, type JsonObject } from '../json';

/** Token counts as files spell them; null when there is no object. A count that is not there is 0, as upstream reads it. */
export function usageBreakdown(value: unknown): TokenUsageBreakdown | null {
  const counts = object(value);
  if (counts === null) return null;
  return {
    totalTokens: number(counts.total_tokens) ?? 0,
    inputTokens: number(counts.input_tokens) ?? 0,
    cachedInputTokens: number(counts.cached_input_tokens) ?? 0,
    cacheWriteInputTokens: number(counts.cache_write_input_tokens) ?? 0,
    outputTokens: number(counts.output_tokens) ?? 0,
    reasoningOutputTokens: number(counts.reasoning_output_tokens) ?? 0,
  };
}

/** `info` of a token_count line; null for a rate-limit-only line (formats.md 5.1). */
export function usageInfo(payload: JsonObject): ThreadTokenUsage | null {
  const info = object(payload.info);
  const total = usageBreakdown(info?.total_token_usage);
  const last = usageBreakdown(info?.last_token_usage);
  if (total === null || last === null) return null;
  return { total, last, modelContextWindow: number(info?.model_context_window) };
}

export function addUsage(sum: TokenUsageBreakdown | null, more: TokenUsageBreakdown): TokenUsageBreakdown {
  if (sum === null) return more;
  return {
    totalTokens: sum.totalTokens + more.totalTokens,
    inputTokens: sum.inputTokens + more.inputTokens,
    cachedInputTokens: sum.cachedInputTokens + more.cachedInputTokens,
    cacheWriteInputTokens: sum.cacheWriteInputTokens + more.cacheWriteInputTokens,
    outputTokens: sum.outputTokens + more.outputTokens,
    reasoningOutputTokens: sum.reasoningOutputTokens + more.reasoningOutputTokens,
  };
}

export function sameUsage(one: TokenUsageBreakdown | null, other: TokenUsageBreakdown | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.totalTokens === other.totalTokens &&
    one.inputTokens === other.inputTokens &&
    one.cachedInputTokens === other.cachedInputTokens &&
    one.outputTokens === other.outputTokens &&
    one.reasoningOutputTokens === other.reasoningOutputTokens
  );
}
