import type { EditRequest, GitCondition } from '@contracts/model/edit';
import { type FieldEdits, gitChangeOf, noEdits } from './git-fields';

/** What is to be done to many threads: fields to set or clear, and which threads it is for. */
export interface GitRule {
  edits: FieldEdits;
  /** Only threads on this branch; null: on any; '' = on none. */
  onlyBranch: string | null;
}

export const noRule: GitRule = { edits: noEdits, onlyBranch: null };

/** The edit that a rule asks for; null while it says nothing, or something that is not fit yet. */
export function requestOf(rule: GitRule, threadIds: readonly string[]): EditRequest | null {
  const change = gitChangeOf(rule.edits);
  if (change === null || threadIds.length === 0) return null;
  const where: GitCondition | null =
    rule.onlyBranch === null ? null : { branch: rule.onlyBranch.trim() || null };
  return { kind: 'git', threadIds: [...threadIds], change, ...(where && { where }) };
}
