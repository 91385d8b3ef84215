import type { CodexThread } from './codex-thread';

/** What became of threads that were to end; sorted ids. */
export interface ShutdownOutcome {
  completed: string[];
  submitFailed: string[];
  timedOut: string[];
}

/** Ends threads, all at once, each within `timeoutMs`. Never rejects. */
export async function shutDownAll(
  threads: readonly CodexThread[],
  timeoutMs: number,
): Promise<ShutdownOutcome> {
  const outcome: ShutdownOutcome = { completed: [], submitFailed: [], timedOut: [] };
  await Promise.all(
    threads.map(async (thread) => outcome[await endWithin(thread, timeoutMs)].push(thread.threadId)),
  );
  for (const ids of Object.values(outcome) as string[][]) ids.sort();
  return outcome;
}

async function endWithin(thread: CodexThread, timeoutMs: number): Promise<keyof ShutdownOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'timedOut'>((resolve) => {
    timer = setTimeout(() => resolve('timedOut'), timeoutMs);
  });
  const ended = thread.shutdown().then(
    () => 'completed' as const,
    () => 'submitFailed' as const,
  );
  return await Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
