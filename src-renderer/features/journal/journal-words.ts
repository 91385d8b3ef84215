import type { JournalBatch, JournalEntry } from '@contracts/model/edit';

type Tone = 'neutral' | 'danger' | 'warn' | 'ok' | 'reverted';

/** What state an edit is in, in a word, and how it looks. */
export const batchStates: Readonly<Record<JournalBatch['state'], readonly [word: string, tone: Tone]>> = {
  applied: ['done', 'ok'],
  'partly-applied': ['partly done', 'warn'],
  failed: ['failed', 'danger'],
  undone: ['undone', 'reverted'],
  'partly-undone': ['partly undone', 'reverted'],
  interrupted: ['interrupted', 'warn'],
};

/** The same for one thread of it. */
export const entryStates: Readonly<Record<JournalEntry['state'], readonly [word: string, tone: Tone]>> = {
  begun: ['not finished', 'warn'],
  applied: ['done', 'ok'],
  failed: ['failed', 'danger'],
  undone: ['undone', 'reverted'],
};

/** Whether some of an edit stands, so that it can be taken back. */
export function canUndo({ state }: Pick<JournalBatch, 'state'>): boolean {
  return state === 'applied' || state === 'partly-applied' || state === 'partly-undone';
}
