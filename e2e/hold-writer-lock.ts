import { expect } from '@playwright/test';
import { type SecondProcess, secondProcess } from '../src-main/store/local/testing/second-process';

/** Holds the writer lock of a thread in a process of its own, as a Codex does that has the thread open. */
export async function holdWriterLock(home: string, threadId: string): Promise<SecondProcess> {
  const holder = secondProcess('src-main/store/local/testing/hold-lock.ts', [home, threadId]);
  expect(await holder.told()).toBe('held');
  return holder;
}
