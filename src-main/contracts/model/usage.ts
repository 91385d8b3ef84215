import * as z from 'zod';

const count = z.number();

/** Token counts as the app-server names them. cached and cacheWrite lie inside input, reasoning inside output. */
export const tokenUsageBreakdown = z.object({
  totalTokens: count,
  inputTokens: count,
  cachedInputTokens: count,
  cacheWriteInputTokens: count,
  outputTokens: count,
  reasoningOutputTokens: count,
});
export type TokenUsageBreakdown = z.infer<typeof tokenUsageBreakdown>;

export const threadTokenUsage = z.object({
  total: tokenUsageBreakdown,
  last: tokenUsageBreakdown,
  modelContextWindow: z.number().nullable(),
});
export type ThreadTokenUsage = z.infer<typeof threadTokenUsage>;

/** What the app-server replays on resume: the value and the turn that owns it. Both null when nothing is replayed. */
export const replayedUsage = z.object({
  owner: z.string().nullable(),
  tokenUsage: threadTokenUsage.nullable(),
});
export type ReplayedUsage = z.infer<typeof replayedUsage>;
