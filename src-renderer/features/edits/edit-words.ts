import type { FieldChange, PlannedWrite } from '@contracts/model/edit';

/** What a plan is called while it is made, and what it is called when it was done, by its kind. */
const kinds: Readonly<Record<string, readonly [title: string, done: string]>> = {
  git: ['Edit git metadata', 'Git metadata changed'],
  name: ['Rename', 'Renamed'],
  'memory-mode': ['Change memory mode', 'Memory mode changed'],
  archive: ['Archive', 'Archived'],
  unarchive: ['Unarchive', 'Unarchived'],
  delete: ['Delete', 'Deleted; a copy lies in the bin'],
  fork: ['Fork', 'Forked'],
  rollback: ['Roll back', 'Rolled back'],
  revert: ['Revert', 'Reverted'],
  review: ['Write the review', 'Review written'],
  undo: ['Undo', 'Undone'],
};

/** The title of an edit of this kind. */
export function editTitle(kind: string): string {
  return kinds[kind]?.[0] ?? 'Edit';
}

/** An edit of this kind, once it was done. */
export function editDone(kind: string): string {
  return kinds[kind]?.[1] ?? 'Done';
}

/** Names of the fields as the thread's header has them. */
export const fieldNames: Readonly<Record<FieldChange['field'], string>> = {
  'git.branch': 'branch',
  'git.sha': 'commit',
  'git.originUrl': 'origin',
  name: 'name',
  memoryMode: 'memory',
  archived: 'archived',
  deleted: 'deleted',
  turns: 'turns',
  forkedFrom: 'forked from',
  review: 'review',
};

/** The places that an edit writes to. */
export const targetNames: Readonly<Record<PlannedWrite['target'], string>> = {
  rollout: 'rollout file',
  'state-database': 'state database',
  'history-database': 'history database',
  'name-index': 'name index',
  bin: 'bin',
};
