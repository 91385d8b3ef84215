import type { TokenUsageBreakdown } from '@contracts/model/usage';
import { classNames } from '../../ui/class-names';
import { fullCount, shortCount } from '../../ui/format';
import styles from './token-figures.module.css';

const names = [
  ['totalTokens', 'total'],
  ['inputTokens', 'input'],
  ['cachedInputTokens', 'of it from the cache'],
  ['cacheWriteInputTokens', 'of it written to the cache'],
  ['outputTokens', 'output'],
  ['reasoningOutputTokens', 'of it reasoning'],
] as const;

/** Tokens in one figure; the breakdown on hover. What the file does not tell is not shown as zero. */
export function TokenFigures({ usage }: { usage: TokenUsageBreakdown | null }) {
  if (!usage) return null;
  return (
    <span className={classNames(styles.tokens, 'tabular')} title={usageTitle(usage)}>
      {shortCount(usage.totalTokens)} tokens
    </span>
  );
}

/** The breakdown in words, one line each. */
export function usageTitle(usage: TokenUsageBreakdown): string {
  return names.map(([field, name]) => `${fullCount(usage[field])} ${name}`).join('\n');
}
