/** Something that is named by its id or the start of it. */
export interface Candidate {
  id: string;
  /** How an error names it. */
  line: string;
}

/** Candidates that an error names. */
const named = 10;

/** The one candidate whose id starts with `start`, without regard to case; else, in words, that there is none or are several. */
export function onlyStart(
  candidates: readonly Candidate[],
  start: string,
  words: { one: string; many: string; has: string },
): Candidate | string {
  const lower = start.toLowerCase();
  const found = candidates.filter(({ id }) => id.toLowerCase().startsWith(lower));
  const [only] = found;
  if (!only) return `No ${words.one} has ${words.has} that starts with ${start}.`;
  if (found.length === 1) return only;
  const lines = found.slice(0, named).map(({ line }) => `\n  ${line}`);
  const more = found.length > named ? `\n  and ${found.length - named} more` : '';
  return `${found.length} ${words.many} have ${words.has} that starts with ${start}:${lines.join('')}${more}`;
}
