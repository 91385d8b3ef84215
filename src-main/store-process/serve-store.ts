import { toFailure } from '../store/errors';
import type { ThreadStore } from '../store/thread-store';
import { type Port, type StoreMessage, type StoreRequest, storeReads } from './protocol';

/**
 * Answers the requests of a port from a store, until `close` was asked for.
 *
 * The port is listened to at once: what arrives while the store still opens is answered after that.
 * Rejects when the store cannot be opened.
 */
export async function serveStore(
  opening: Promise<ThreadStore>,
  port: Port,
  closed: () => void,
): Promise<void> {
  const post = (message: StoreMessage) => port.postMessage(message);

  async function answer({ id, method, params }: StoreRequest): Promise<void> {
    const store = await opening;
    try {
      if (method === 'close') {
        await store.close();
        post({ kind: 'result', id, value: null });
        closed();
        return;
      }
      // Only names of the list are called, whatever the message says.
      if (!storeReads.includes(method)) throw new Error(`no such store method: ${String(method)}`);
      const read = store[method].bind(store) as (params: unknown) => Promise<unknown>;
      post({ kind: 'result', id, value: await read(params) });
    } catch (error) {
      // Also reached when the value cannot be cloned: the caller gets a failure rather than silence.
      post({ kind: 'failure', id, error: toFailure(error) });
    }
  }

  port.onMessage((message) => {
    // A store that does not open rejects `opening` below, where it ends the process.
    answer(message as StoreRequest).catch(() => undefined);
  });
  const store = await opening;
  store.subscribe((event) => post({ kind: 'event', event }));
  post({ kind: 'ready' });
}
