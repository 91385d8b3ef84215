import type { GitHistory, GitValue } from '@contracts/git';
import { fullCount } from '../../ui/format';
import type { GitField } from './git-fields';

/** Where a value is written: the row, or file and line. */
export function placeOf({ file, line }: Pick<GitValue, 'file' | 'line'>): string {
  return line === null ? `${file}, row of the thread` : `${file}, line ${fullCount(line)}`;
}

/** Where the value that is shown comes from, for hovering over it; undefined while that is not known. */
export function provenanceOf(history: GitHistory | undefined, field: GitField): string | undefined {
  const value = history?.values.find((one) => one.field === field && one.current);
  return value && `From ${placeOf(value)}`;
}

/** What a field was before, newest first: values that follow one another are told once. */
export function earlierValues(history: GitHistory | undefined, field: GitField): GitValue[] {
  const all = history?.values.filter((value) => value.field === field) ?? [];
  const current = all.find((value) => value.current);
  const lines = all.filter((value) => value.line !== null);
  const changes = lines.filter((value, at) => at === 0 || lines[at - 1]?.value !== value.value);
  // The newest line is no earlier value when it says what is shown now.
  if (changes.at(-1)?.value === current?.value) changes.pop();
  return changes.reverse();
}
