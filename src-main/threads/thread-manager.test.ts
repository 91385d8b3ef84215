import { afterEach, expect, test, vi } from 'vitest';
import { storeDouble } from '../store-process/testing/store-double';
import type { StoreEvent } from '../store/types';
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
