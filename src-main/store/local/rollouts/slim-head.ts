import type { SessionHead } from '../../../history/types';

const longest = 4096;

/**
 * A head without the long texts of its meta: instructions and tool definitions make 20 KB per file, and the
 * catalog keeps the heads of all files.
 */
export function slimHead(head: SessionHead): SessionHead {
  const kept = Object.entries(head.meta).filter(
    ([, value]) => (JSON.stringify(value)?.length ?? 0) <= longest,
  );
  return { ...head, meta: Object.fromEntries(kept) };
}
