import { type Thread, threadAdditions } from '../contracts/model/thread';

/** Fields that the app-server does not have. What a newer one has besides is kept. */
const additions = new Set(['segments', 'damage', ...Object.keys(threadAdditions.shape)]);

/** A thread as the app-server answers it: without what Skein adds. */
export function upstreamThread(thread: Thread): Partial<Thread> {
  return Object.fromEntries(Object.entries(thread).filter(([key]) => !additions.has(key)));
}
