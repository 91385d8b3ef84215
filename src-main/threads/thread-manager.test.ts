import { afterEach, expect, test, vi } from 'vitest';
import { storeDouble } from '../store-process/testing/store-double';
import { sampleId, sampleRollouts } from '../store/conformance/sample-threads';
import { createMemoryThreadStore } from '../store/memory/memory-thread-store';
import type { StoreEvent } from '../store/types';
import { managedSamples, startOptions } from './testing/managed-samples';
import { ThreadManager } from './thread-manager';

afterEach(() => {
  vi.useRealTimers();
});

const place = { threadId: 't', revision: 'r', index: 1, pointer: '/text' };
const record = { rolloutId: 'r', line: 1, offset: 0, length: 2, ordinal: null };
const list = { sortKey: 'created_at', sortDirection: 'desc' } as const;
const turns = { threadId: 't', view: 'everything', sortDirection: 'asc' } as const;
const items = { threadId: 't', revision: 'r', from: 0, count: 1 };

const reads: [string, (manager: ThreadManager) => Promise<unknown>, string, unknown][] = [
  ['describeHome', (manager) => manager.describeHome(), 'describeHome', undefined],
  ['list', (manager) => manager.list(list), 'listThreads', list],
  ['read', (manager) => manager.read('t'), 'readThread', { threadId: 't', includeArchived: true }],
  ['listTurns', (manager) => manager.listTurns(turns), 'listTurns', turns],
  ['outline', (manager) => manager.outline({ threadId: 't' }), 'outline', { threadId: 't' }],
  ['items', (manager) => manager.items(items), 'items', items],
  [
    'text',
    (manager) => manager.text({ ...place, from: 0, count: 1 }),
    'text',
    { ...place, from: 0, count: 1 },
  ],
  ['record', (manager) => manager.record({ threadId: 't', record }), 'record', { threadId: 't', record }],
  ['media', (manager) => manager.media(place), 'media', place],
  ['replayUsage', (manager) => manager.replayUsage('t'), 'replayUsage', { threadId: 't' }],
  ['check', (manager) => manager.check('t'), 'check', { threadId: 't' }],
];

test.each(reads)('%s asks the store and gives its answer', async (_name, read, method, params) => {
  const store = storeDouble(() => 'answer');
  await expect(read(new ThreadManager(store))).resolves.toBe('answer');
  expect(store.calls).toEqual([{ method, params }]);
});

const event: StoreEvent = { type: 'threads-changed', threadIds: ['t'] };

test('another store takes over: reads and events come from it, the one before is closed and silent', async () => {
  const before = storeDouble(() => 'before');
  const after = storeDouble(() => 'after');
  const manager = new ThreadManager(before);
  const seen = vi.fn();
  manager.subscribe(seen);
  await manager.switchStore(after);
  expect(before.closed).toBe(true);
  expect(after.closed).toBe(false);
  await expect(manager.read('t')).resolves.toBe('after');
  before.emit(event);
  expect(seen).not.toHaveBeenCalled();
  after.emit(event);
  expect(seen).toHaveBeenCalledExactlyOnceWith(event);
});

test('the new store answers while the one before still closes', async () => {
  const before = { ...storeDouble(), close: () => new Promise<void>(() => undefined) };
  const manager = new ThreadManager(before);
  void manager.switchStore(storeDouble(() => 'after'));
  await expect(manager.read('t')).resolves.toBe('after');
});

test('unsubscribed is unsubscribed', () => {
  const store = storeDouble();
  const manager = new ThreadManager(store);
  const seen = vi.fn();
  manager.subscribe(seen)();
  store.emit(event);
  expect(seen).not.toHaveBeenCalled();
});

test('shutdown closes the store and ends all events', async () => {
  const store = storeDouble();
  const manager = new ThreadManager(store);
  const seen = vi.fn();
  manager.subscribe(seen);
  await manager.shutdown();
  expect(store.closed).toBe(true);
  store.emit(event);
  expect(seen).not.toHaveBeenCalled();
});

test('shutdown is bounded, and passes on why the store did not close', async () => {
  vi.useFakeTimers();
  const hanging = new ThreadManager({ ...storeDouble(), close: () => new Promise<void>(() => undefined) });
  const late = hanging.shutdown().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await late).toContain('in time');
  const failing = new ThreadManager({ ...storeDouble(), close: () => Promise.reject(new Error('disk')) });
  await expect(failing.shutdown()).rejects.toThrow('disk');
  expect(vi.getTimerCount()).toBe(0);
});

const bounded = 50;

test('shutdown_all_threads_bounded_submits_shutdown_to_every_thread: sorted ids, empty registry', async () => {
  const { manager } = managedSamples();
  for (const n of [7, 2, 1]) await manager.resume({ threadId: sampleId(n) });
  expect(await manager.shutdownThreads(1000)).toEqual({
    ...{ completed: [sampleId(1), sampleId(2), sampleId(7)], submitFailed: [], timedOut: [] },
  });
  expect(manager.loadedIds).toEqual([]);
});

test('only threads that ended in time are forgotten', async () => {
  const { manager, gate } = managedSamples();
  for (const n of [1, 2, 7]) await manager.resume({ threadId: sampleId(n) });
  const closing = gate('live.shutdownThread');
  const ending = manager.shutdownThreads(bounded);
  (await closing.next()).pass();
  (await closing.next()).fail(new Error('disk'));
  await closing.next();
  expect(await ending).toEqual({
    ...{ completed: [sampleId(1)], submitFailed: [sampleId(2)], timedOut: [sampleId(7)] },
  });
  expect(manager.loadedIds).toEqual([sampleId(2), sampleId(7)]);
});

test('update_thread_metadata: loaded and cold threads alike, and the words for those that are not there', async () => {
  const { manager } = managedSamples();
  const loaded = await manager.resume({ threadId: sampleId(1) });
  expect(await manager.updateMetadata(sampleId(1), { gitInfo: { branch: 'b' } })).toMatchObject({
    ...{ gitInfo: { branch: 'b' }, status: { type: 'idle' } },
  });
  expect(await manager.updateMetadata(sampleId(2), { gitInfo: { branch: 'b' } })).toMatchObject({
    ...{ gitInfo: { branch: 'b' }, status: { type: 'notLoaded' } },
  });
  const archived = sampleId(4);
  expect(await manager.updateMetadata(archived, { gitInfo: { branch: 'b' } })).toMatchObject({
    ...{ gitInfo: { branch: 'b' }, archived: true },
  });
  const naming = manager.updateMetadata(archived, { name: 'Mine' }, { includeArchived: false });
  await expect(naming).rejects.toMatchObject({
    ...{ code: 'thread_not_found', message: `no rollout found for thread id ${archived}` },
  });
  await expect(manager.updateMetadata(sampleId(99), { name: 'Mine' })).rejects.toMatchObject({
    code: 'thread_not_found',
  });
  await expect(manager.updateMetadata(sampleId(1), { gitInfo: {} })).rejects.toMatchObject({
    ...{ code: 'invalid_request', message: 'gitInfo must include at least one field' },
  });
  // Once it has ended a thread is cold again.
  await loaded.shutdown();
  await manager.updateMetadata(sampleId(1), { name: 'Mine' });
});

test('another store takes over: the threads of the one before end, and are told of no more', async () => {
  const { manager, told } = managedSamples();
  const thread = await manager.resume({ threadId: sampleId(1) });
  told.length = 0;
  await manager.switchStore(storeDouble());
  expect(thread.isRunning).toBe(false);
  expect(manager.loadedIds).toEqual([]);
  expect(told).toEqual([]);
});

test('a store without the writing half says so', async () => {
  const {
    live: _live,
    shelf: _shelf,
    branching: _branching,
    ...rest
  } = createMemoryThreadStore(sampleRollouts);
  const manager = new ThreadManager(rest);
  const threadId = sampleId(1);
  for (const act of [
    () => manager.start(startOptions),
    () => manager.resume({ threadId }),
    () => manager.fork({ threadId }),
    () => manager.archive(threadId),
    () => manager.revert(threadId, 'x'),
    () => manager.updateMetadata(threadId, { name: 'Mine' }),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'unsupported' });
  }
});
