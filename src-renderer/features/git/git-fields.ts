import type { GitChange } from '@contracts/model/edit';
import type { GitInfo } from '@contracts/model/thread';

export type GitField = keyof GitInfo;

/** The git fields in the order in which they are shown, with what they are called. */
export const gitFields = [
  { field: 'branch', label: 'Branch' },
  { field: 'sha', label: 'Commit' },
  { field: 'originUrl', label: 'Origin' },
] as const satisfies readonly { field: GitField; label: string }[];

/** What is to be done with one field: left alone, cleared, or set to a text that may not be fit yet. */
export type FieldEdit = { do: 'leave' } | { do: 'clear' } | { do: 'set'; text: string };
export type FieldEdits = Readonly<Record<GitField, FieldEdit>>;

export const noEdits: FieldEdits = {
  branch: { do: 'leave' },
  sha: { do: 'leave' },
  originUrl: { do: 'leave' },
};

/** Why a text cannot be a value, in the words of upstream; null when it can. */
export function fieldProblem(field: GitField, edit: FieldEdit): string | null {
  if (edit.do !== 'set') return null;
  if (edit.text.trim() === '') return `gitInfo.${field} must not be empty`;
  return edit.text.length > 4096 ? 'longer than 4,096 characters' : null;
}

/** The change that the edits come to; null when there is none, or one is not fit yet. */
export function gitChangeOf(edits: FieldEdits): GitChange | null {
  const change: GitChange = {};
  for (const { field } of gitFields) {
    const edit = edits[field];
    if (fieldProblem(field, edit) !== null) return null;
    if (edit.do === 'clear') change[field] = null;
    if (edit.do === 'set') change[field] = edit.text.trim();
  }
  return Object.keys(change).length > 0 ? change : null;
}
