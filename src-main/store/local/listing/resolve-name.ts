import type { ThreadRow } from '../state-db/thread-row';

/**
 * The name the user gave, null for none (thread-store.md 3.5.4, observed.md 2).
 *
 * Paginated threads have a column for it. For legacy ones `title` is a name only where it differs from the
 * first message, and Codex soon writes the first message back into it: the index is where the name lasts, also
 * one that was given before the first turn. Unlike Codex, the index also counts for a paginated thread
 * whose row has no name, which is what is left of it after the database was lost.
 */
export function resolveName(
  row: ThreadRow | null,
  indexed: string | null,
  thread: { historyMode: string; preview: string },
): string | null {
  const explicit = thread.historyMode === 'paginated' ? row?.name : legacyName(row);
  const name = explicit?.trim() || indexed;
  return name === thread.preview ? null : name || null;
}

function legacyName(row: ThreadRow | null): string | null {
  return row && row.title !== row.firstUserMessage && row.title !== row.preview ? row.title : null;
}
