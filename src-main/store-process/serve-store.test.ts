import { expect, test, vi } from 'vitest';
import { StoreError } from '../store/errors';
import type { ThreadStore } from '../store/thread-store';
import type { StoreEvent } from '../store/types';
import { type CapabilityName, storeCapabilities, storeReads } from './protocol';
import { serveStore } from './serve-store';
import { StoreConnection } from './store-connection';
import { createStoreProxy } from './store-proxy';
import { portPair } from './testing/port-pair';
import { storeDouble } from './testing/store-double';

/** A store behind the proxy, the connection, two ports and the host: everything but the process. */
function behindPorts(opening: Promise<ThreadStore>) {
  const [here, there] = portPair();
  const onReady = vi.fn();
  const onEvent = vi.fn<(event: StoreEvent) => void>();
  const connection = new StoreConnection(here, onReady, onEvent);
  const closed = vi.fn();
  const serving = serveStore(opening, there, closed);
  const proxy = createStoreProxy({
    call: (method, params) => connection.call(method, params),
    subscribe: () => () => undefined,
    close: async () => void (await connection.call('close', null)),
  });
  return { proxy, connection, onReady, onEvent, closed, serving };
}

test.each(storeReads)(
  '%s goes to the store with its parameters and comes back with its value',
  async (method) => {
    const params = { threadId: 't', nested: [1, null, { a: 'b' }] };
    const value = { some: ['value', 1, null] };
    const store = storeDouble(() => value);
    const { proxy } = behindPorts(Promise.resolve(store));
    const call = proxy[method] as (params: unknown) => Promise<unknown>;
    await expect(call(params)).resolves.toEqual(value);
    expect(store.calls).toEqual([{ method, params }]);
  },
);

const capabilityCalls = Object.entries(storeCapabilities).flatMap(([name, calls]) =>
  calls.map((call) => [name as CapabilityName, call] as const),
);

test.each(capabilityCalls)('%s.%s goes to the capability of the store', async (name, call) => {
  const params = { threadId: 't' };
  const store = storeDouble(() => 'done');
  const { proxy } = behindPorts(Promise.resolve(store));
  const calls = proxy[name] as unknown as Record<string, (params: unknown) => Promise<unknown>>;
  await expect(calls[call]?.(params)).resolves.toBe('done');
  expect(store.calls).toEqual([{ method: `${name}.${call}`, params }]);
});

test('a capability that the store lacks is told as unsupported', async () => {
  const { edits: _, ...without } = storeDouble();
  const { proxy } = behindPorts(Promise.resolve(without));
  await expect(proxy.edits?.bin()).rejects.toMatchObject({ code: 'unsupported' });
});

test.each(['edits.constructor', 'constructor.call', 'edits.', 'subscribe', '__proto__.x'])(
  'no call gets to %s',
  async (method) => {
    const { connection } = behindPorts(Promise.resolve(storeDouble()));
    await expect(connection.call(method as 'check', null)).rejects.toMatchObject({ code: 'internal' });
  },
);

test('bytes stay bytes', async () => {
  const bytes = new Uint8Array([0, 255, 10, 13]);
  const { proxy } = behindPorts(Promise.resolve(storeDouble(() => ({ mime: 'image/png', bytes }))));
  const media = await proxy.media({ threadId: 't', revision: 'r', index: 0, pointer: '' });
  expect(media.bytes).toBeInstanceOf(Uint8Array);
  expect([...media.bytes]).toEqual([...bytes]);
});

test('a StoreError keeps its code, message and detail', async () => {
  const error = new StoreError('io', 'cannot read', { errno: 'EACCES', offset: 7 });
  const { proxy } = behindPorts(Promise.resolve(storeDouble(() => Promise.reject(error))));
  const failure = await proxy.describeHome().catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(StoreError);
  expect(failure).toMatchObject({
    code: 'io',
    message: 'cannot read',
    detail: { errno: 'EACCES', offset: 7 },
  });
});

test('a value that cannot cross is a failure, not silence', async () => {
  const { proxy } = behindPorts(Promise.resolve(storeDouble(() => ({ oops: () => 1 }))));
  await expect(proxy.describeHome()).rejects.toMatchObject({ code: 'internal' });
});

test('only names of the list are called', async () => {
  const store = storeDouble();
  const { connection } = behindPorts(Promise.resolve(store));
  for (const method of ['constructor', 'toString', '__proto__', 'subscribe', 'emit']) {
    await expect(connection.call(method as 'items', null)).rejects.toMatchObject({ code: 'internal' });
  }
  expect(store.calls).toEqual([]);
});

test('calls that come while the store still opens wait for it', async () => {
  let open: (store: ThreadStore) => void = () => undefined;
  const opening = new Promise<ThreadStore>((resolve) => {
    open = resolve;
  });
  const { proxy, onReady } = behindPorts(opening);
  const answer = proxy.describeHome();
  await Promise.resolve();
  expect(onReady).not.toHaveBeenCalled();
  open(storeDouble(() => 'home'));
  await expect(answer).resolves.toBe('home');
  expect(onReady).toHaveBeenCalledOnce();
});

test('a store that does not open rejects, which ends its process', async () => {
  const { serving, proxy } = behindPorts(Promise.reject(new StoreError('io', 'no index')));
  const pending = vi.fn();
  proxy.describeHome().then(pending, pending);
  await expect(serving).rejects.toThrow('no index');
  expect(pending).not.toHaveBeenCalled();
});

test('events arrive in order with the answers', async () => {
  const store = storeDouble(() => {
    store.emit({ type: 'index-progress', done: 1, total: 2 });
    return 'answer';
  });
  const { proxy, onEvent, serving } = behindPorts(Promise.resolve(store));
  await serving;
  await proxy.describeHome().then(() => expect(onEvent).toHaveBeenCalledOnce());
});

test('close closes the store, answers, and then tells the process to end', async () => {
  const store = storeDouble();
  const { proxy, closed } = behindPorts(Promise.resolve(store));
  await proxy.close();
  expect(store.closed).toBe(true);
  expect(closed).toHaveBeenCalledOnce();
});
