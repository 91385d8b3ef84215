import type { Step } from '../steps/step';

/** The line of the name index for a thread that has none yet. */
export function nameStep(threadId: string, name: string, at: Date): Step {
  const line = JSON.stringify({ id: threadId, thread_name: name, updated_at: at.toISOString() });
  return { kind: 'append-name', threadId, before: null, line };
}
