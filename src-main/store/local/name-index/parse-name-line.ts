/** Longer lines are no names: Codex takes any length, but nobody types this much. */
const longest = 64 * 1024;

export interface NameEntry {
  id: string;
  /** Trimmed; null when it is empty, which clears the name (thread-store.md 3.14). */
  name: string | null;
}

/** One line of session_index.jsonl; null when it is blank, cut or something else. */
export function parseNameLine(line: Uint8Array): NameEntry | null {
  if (line.length === 0 || line.length > longest) return null;
  let entry: unknown;
  try {
    entry = JSON.parse(
      Buffer.from(line.buffer, line.byteOffset, line.length)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    return null;
  }
  if (typeof entry !== 'object' || entry === null || !('id' in entry) || !('thread_name' in entry))
    return null;
  const { id, thread_name: name } = entry;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  return { id, name: name.trim() || null };
}
