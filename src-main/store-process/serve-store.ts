import { StoreError, toFailure } from '../store/errors';
import type { ThreadStore } from '../store/thread-store';
import {
  type CapabilityName,
  isRead,
  type Port,
  type StoreMessage,
  type StoreMethod,
  type StoreRequest,
  storeCapabilities,
} from './protocol';

type Call = (params: unknown) => Promise<unknown>;

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
      post({ kind: 'result', id, value: await callOf(store, method)(params) });
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

/** Only names of the lists are called, whatever the message says. */
function callOf(store: ThreadStore, method: StoreMethod): Call {
  if (isRead(method)) return store[method].bind(store) as Call;
  const [name = '', call = ''] = String(method).split('.');
  const calls: readonly string[] | undefined = Object.hasOwn(storeCapabilities, name)
    ? storeCapabilities[name as CapabilityName]
    : undefined;
  if (!calls?.includes(call)) throw new Error(`no such store method: ${String(method)}`);
  const capability = store[name as CapabilityName];
  if (!capability) throw new StoreError('unsupported', `${name} is not supported by this store`);
  return (capability as unknown as Record<string, Call>)[call]?.bind(capability) as Call;
}
