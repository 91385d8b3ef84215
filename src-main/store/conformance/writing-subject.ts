import { expect, onTestFinished, vi } from 'vitest';
import type { Turn } from '../../contracts/model/turn';
import type { ThreadStore } from '../thread-store';
import type { HistoryView } from '../types';
import type { Subject } from './describe-reading';
import { sampleRollouts, type SampleRollout } from './sample-threads';

/** Opens a store that holds given rollouts and can be written to. */
export type OpenSubject = (rollouts: readonly SampleRollout[]) => Promise<Subject>;

/** A store with the sample threads, closed when the test is over. */
export async function openStore(
  open: OpenSubject,
  rollouts: readonly SampleRollout[] = sampleRollouts,
): Promise<ThreadStore> {
  const { store, remove } = await open(rollouts);
  onTestFinished(() => remove());
  await vi.waitFor(async () => {
    const { refreshing } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
    expect(refreshing).toBe(false);
  }, 10_000);
  return store;
}

/** A capability that the store under test has to have. */
export function having<Capability>(capability: Capability | undefined): Capability {
  if (capability === undefined) throw new Error('the store lacks a capability that it is tested for');
  return capability;
}

export async function turnsOf(store: ThreadStore, threadId: string, view: HistoryView): Promise<Turn[]> {
  return (await store.listTurns({ threadId, view, sortDirection: 'asc' })).turns;
}

export async function turnIds(store: ThreadStore, threadId: string): Promise<string[]> {
  return (await turnsOf(store, threadId, 'upstream')).map(({ id }) => id);
}

/** Lines and bytes of everything that a thread owns. */
export async function sizeOf(
  store: ThreadStore,
  threadId: string,
): Promise<{ lines: number; bytes: number }> {
  const { lines, bytes } = await store.check({ threadId });
  return { lines, bytes };
}
