import { createMemoryThreadStore } from '../../store/memory/memory-thread-store';
import { sampleRollouts, type SampleRollout } from '../../store/conformance/sample-threads';
import { ThreadManager } from '../thread-manager';
import type { ThreadNotification } from '../thread-notification';
import { gatedStore } from './gated-store';

/** A manager over the sample threads in memory, and everything that it delivers and tells, in order. */
export function managedSamples(rollouts: readonly SampleRollout[] = sampleRollouts) {
  const { store, log, gate } = gatedStore(createMemoryThreadStore(rollouts));
  const manager = new ThreadManager(store);
  const told: string[] = [];
  const notifications: ThreadNotification[] = [];
  manager.onNotification((notification) => {
    notifications.push(notification);
    told.push(notification.type);
  });
  const deliver = () => void told.push('response');
  return { store, log, gate, manager, told, notifications, deliver };
}

/** What a new thread is started with. */
export const startOptions = {
  ...{ cwd: '/srv/a', modelProvider: 'openai', originator: 'skein' },
  historyMode: 'legacy' as const,
};
