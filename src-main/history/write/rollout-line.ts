/** What a line of a rollout says; whoever writes it adds time and ordinal. */
export interface WrittenItem {
  type: string;
  payload: Record<string, unknown>;
}

/**
 * One line of a rollout, without its line end, keys in the order in which Codex writes them (formats.md 2.1).
 *
 * @param timestamp `YYYY-MM-DDTHH:MM:SS.mmmZ`
 * @param ordinal null in the legacy dialect, which has none
 */
export function rolloutLine(item: WrittenItem, timestamp: string, ordinal: number | null): string {
  const { type, payload } = item;
  return wellFormed({ timestamp, ...(ordinal !== null && { ordinal }), type, payload });
}

/** Lines one after the other, with the ordinals that follow. */
export function rolloutLines(
  items: readonly WrittenItem[],
  timestamp: string,
  firstOrdinal: number | null,
): string[] {
  return items.map((item, n) =>
    rolloutLine(item, timestamp, firstOrdinal === null ? null : firstOrdinal + n),
  );
}

/** Codex cannot read half of a surrogate pair: it becomes U+FFFD. */
function wellFormed(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'string' ? one.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : one,
  );
}
