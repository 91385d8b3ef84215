import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../app/client';
import { aThread } from '../../test/a-thread';
import { fakeBridge } from '../../test/fake-bridge';
import { ThreadCollection } from './thread-collection';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(count: number) {
  const fake = fakeBridge({ threads: Array.from({ length: count }, () => aThread()) });
  const collection = new ThreadCollection(createClient(fake.bridge));
  const seen: number[] = [];
  collection.subscribe(() => seen.push(collection.getState().threads.length));
  return { fake, collection, seen };
}

describe('ThreadCollection', () => {
  it('shows the first page at once and the rest as it doubles', async () => {
    const { collection, seen, fake } = setUp(3200);
    await collection.load();
    expect(seen).toEqual([500, 1000, 2000, 3200]);
    expect(collection.getState()).toMatchObject({ phase: 'complete', error: null });
    expect(fake.calls[0]).toEqual({
      method: 'threadsList',
      input: { sortKey: 'recency_at', sortDirection: 'desc', limit: 500 },
    });
  });

  it('reads changed threads again, adds new ones, drops those that are gone, and keeps the rest as it was', async () => {
    const { collection, fake, seen } = setUp(3);
    await collection.load();
    const [a, b, c] = fake.home.threads as [
      ReturnType<typeof aThread>,
      ReturnType<typeof aThread>,
      ReturnType<typeof aThread>,
    ];
    const added = aThread({ id: 'new' });
    fake.home.threads = [{ ...a, name: 'Renamed' }, b, added];
    collection.changed([a.id]);
    collection.changed([c.id, 'new']);
    await vi.runAllTimersAsync();
    const { threads } = collection.getState();
    expect(Object.fromEntries(threads.map((thread) => [thread.id, thread.name]))).toEqual({
      [a.id]: 'Renamed',
      [b.id]: null,
      new: null,
    });
    expect(threads.find((thread) => thread.id === b.id)).toBe(b);
    expect(threads.some((thread) => 'segments' in thread)).toBe(false);
    expect(seen).toEqual([3, 3]);
  });

  it('lists anew when anything may have changed, without showing half of it', async () => {
    const { collection, fake, seen } = setUp(1200);
    await collection.load();
    fake.home.threads = fake.home.threads.slice(0, 700);
    seen.length = 0;
    collection.changed(null);
    await vi.runAllTimersAsync();
    expect(seen).toEqual([700]);
  });

  it('gathers a burst of changes into one answer', async () => {
    const { collection, fake } = setUp(2);
    await collection.load();
    fake.calls.length = 0;
    const id = fake.home.threads[0]?.id ?? '';
    for (let i = 0; i < 100; i += 1) collection.changed([id]);
    await vi.runAllTimersAsync();
    expect(fake.calls).toEqual([{ method: 'threadsRead', input: { threadId: id } }]);
  });

  it('does not lose a change that comes while it catches up', async () => {
    const { collection, fake } = setUp(1);
    await collection.load();
    const [thread] = fake.home.threads as [ReturnType<typeof aThread>];
    collection.changed(null);
    await vi.advanceTimersToNextTimerAsync();
    fake.home.threads = [{ ...thread, name: 'Late' }];
    collection.changed([thread.id]);
    await vi.runAllTimersAsync();
    expect(collection.getState().threads.map(({ name }) => name)).toEqual(['Late']);
  });

  it('keeps the rows it has when a later load fails, and says why', async () => {
    const { collection, fake } = setUp(2);
    await collection.load();
    fake.answer('threadsList', () => {
      throw { code: 'store_unavailable', message: 'down' };
    });
    collection.changed(null);
    await vi.runAllTimersAsync();
    expect(collection.getState().threads).toHaveLength(2);
    expect(collection.getState().error).toMatchObject({ code: 'store_unavailable' });
  });

  it('says nothing any more after it was disposed, nor of an older load after a newer one', async () => {
    const { collection, fake, seen } = setUp(600);
    const older = collection.load();
    fake.home.threads = [aThread({ id: 'newer' })];
    await Promise.all([collection.load(), older]);
    expect(seen).toEqual([1]);
    const late = collection.load();
    collection.changed(null);
    collection.dispose();
    await late;
    await vi.runAllTimersAsync();
    expect(seen).toEqual([1]);
  });
});
