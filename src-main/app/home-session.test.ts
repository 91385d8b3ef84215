import { expect, test, vi } from 'vitest';
import type { SkeinEvent } from '../contracts/events';
import type { HomeDescription } from '../contracts/model/home';
import { serveStore } from '../store-process/serve-store';
import { portPair } from '../store-process/testing/port-pair';
import { storeDouble } from '../store-process/testing/store-double';
import type { StoreProcess } from '../store-process/store-supervisor';
import type { HomeChoice } from './home-choice';
import { HomeSession } from './home-session';

/** A session whose store processes are played here; each answers with its home. */
function session() {
  const told: SkeinEvent[] = [];
  const processes: { home: HomeChoice; store: ReturnType<typeof storeDouble>; crash(): void }[] = [];
  function launch(home: HomeChoice): StoreProcess {
    const [here, there] = portPair();
    const exits: ((reason: string) => void)[] = [];
    const exit = (reason: string) => {
      for (const listener of exits) listener(reason);
    };
    const store = storeDouble(() => home);
    processes.push({ home, store, crash: () => exit('signal SIGKILL') });
    void serveStore(Promise.resolve(store), there, () => exit('exit code 0'));
    return { ...here, onExit: (listener) => void exits.push(listener), kill: () => exit('signal SIGKILL') };
  }
  const homes = new HomeSession(
    { path: '/one', isDemo: false },
    { launch, tell: (event) => told.push(event) },
  );
  return { homes, told, processes };
}

test('describes the home that is open', async () => {
  const { homes, told } = session();
  expect(await homes.describe()).toEqual({ path: '/one', isDemo: false });
  expect(told).toEqual([{ type: 'store-state', store: { state: 'ready', restarts: 0, message: null } }]);
});

test('switching opens the other home in a process of its own, closes the first, and tells the window', async () => {
  const { homes, told, processes } = session();
  await homes.describe();
  expect(await homes.switchTo({ path: '/two', isDemo: true })).toEqual({ path: '/two', isDemo: true });
  expect(homes.home).toEqual({ path: '/two', isDemo: true });
  expect(processes.map(({ home, store }) => [home.path, store.closed])).toEqual([
    ['/one', true],
    ['/two', false],
  ]);
  expect(told.at(-1)).toEqual({ type: 'home-changed', home: { path: '/two', isDemo: true } });
});

test('events of the store reach the window; those of a home that was left do not', async () => {
  const { homes, told, processes } = session();
  await homes.switchTo({ path: '/two', isDemo: false });
  told.length = 0;
  processes[0]?.store.emit({ type: 'threads-changed', threadIds: ['old'] });
  processes[1]?.store.emit({ type: 'threads-changed', threadIds: ['new'] });
  await vi.waitFor(() => expect(told).toEqual([{ type: 'threads-changed', threadIds: ['new'] }]));
});

test('a home that was empty is told anew when its first thread appears, and only then', async () => {
  const { homes, told, processes } = session();
  const description = { path: '/one', isDemo: false } as HomeDescription;
  const describe = vi.spyOn(homes.manager, 'describeHome');
  describe.mockResolvedValue({ ...description, state: 'empty' });
  await homes.describe();
  told.length = 0;
  const change = { type: 'threads-changed' as const, threadIds: null };
  processes[0]?.store.emit(change);
  await vi.waitFor(() => expect(describe).toHaveBeenCalledTimes(2));
  expect(told).toEqual([change]);

  describe.mockResolvedValue({ ...description, state: 'ready' });
  processes[0]?.store.emit(change);
  await vi.waitFor(() =>
    expect(told).toEqual([
      change,
      change,
      { type: 'home-changed', home: { ...description, state: 'ready' } },
    ]),
  );
  processes[0]?.store.emit({ ...change, threadIds: ['a'] });
  await vi.waitFor(() => expect(told).toHaveLength(4));
  expect(describe).toHaveBeenCalledTimes(3);
});

test('a home is told anew when a folder in it cannot be read any more, and when it can', async () => {
  const { homes, told, processes } = session();
  const ready = { path: '/one', isDemo: false, state: 'ready' } as HomeDescription;
  const place = { file: 'sessions/2026', rolloutId: null, line: null, offset: 0, length: 0 };
  const blocked = { ...ready, obstacles: [{ ...place, reason: 'unreadable' as const, message: '(EACCES)' }] };
  const describe = vi.spyOn(homes.manager, 'describeHome').mockResolvedValue(ready);
  await homes.describe();
  const change = { type: 'threads-changed' as const, threadIds: null };
  for (const home of [blocked, blocked, ready, ready]) {
    const before = describe.mock.calls.length;
    describe.mockResolvedValue(structuredClone(home));
    processes[0]?.store.emit(change);
    await vi.waitFor(() => expect(describe).toHaveBeenCalledTimes(before + 1));
  }
  await vi.waitFor(() => {
    const homesTold = told.filter((event) => event.type === 'home-changed').map(({ home }) => home);
    expect(homesTold).toEqual([blocked, ready]);
  });
});

test('after three crashes the home is still described, as far as it can be, and the store can be restarted', async () => {
  const { homes, told, processes } = session();
  for (let crash = 0; crash < 3; crash += 1) processes[crash]?.crash();
  expect(homes.storeState.state).toBe('failed');
  expect(told.at(-1)).toMatchObject({ type: 'store-state', store: { state: 'failed' } });
  expect(await homes.describe()).toMatchObject({ path: '/one', state: 'unreadable' });
  expect(homes.restartStore().state).toBe('starting');
  expect(await homes.describe()).toEqual({ path: '/one', isDemo: false });
  await vi.waitFor(() =>
    expect(told.at(-1)).toEqual({ type: 'home-changed', home: { path: '/one', isDemo: false } }),
  );
});

test('other failures of the description are failures', async () => {
  const { homes, processes } = session();
  await homes.describe();
  vi.spyOn(homes.manager, 'describeHome').mockRejectedValue(new Error('oops'));
  await expect(homes.describe()).rejects.toThrow('oops');
  expect(processes).toHaveLength(1);
});
