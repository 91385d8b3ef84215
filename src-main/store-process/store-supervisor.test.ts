import { afterEach, expect, test, vi } from 'vitest';
import type { StoreState } from '../contracts/app';
import { serveStore } from './serve-store';
import { createStoreProxy } from './store-proxy';
import { type StoreProcess, StoreSupervisor } from './store-supervisor';
import { portPair } from './testing/port-pair';
import { type StoreDouble, storeDouble } from './testing/store-double';

afterEach(() => {
  vi.useRealTimers();
});

interface Run {
  store: StoreDouble;
  /** Ends this process as a crash would. */
  crash(reason?: string): void;
  killed: boolean;
}

/** A supervisor whose processes are played here: `answer` gets the number of the process, from 1. */
function supervised(answer: (run: number) => unknown = (run) => `from ${run}`, endsOnClose = true) {
  const runs: Run[] = [];
  const states: StoreState[] = [];
  let now = 0;

  function launch(): StoreProcess {
    const [here, there] = portPair();
    const number = runs.length + 1;
    const exits: ((reason: string) => void)[] = [];
    const store = storeDouble(() => answer(number));
    const crash = (reason = 'signal SIGKILL') => {
      for (const listener of exits) listener(reason);
    };
    const run: Run = { store, crash, killed: false };
    runs.push(run);
    void serveStore(Promise.resolve(store), there, () => endsOnClose && crash('exit code 0'));
    const kill = () => {
      run.killed = true;
      crash('signal SIGKILL');
    };
    return { ...here, onExit: (listener) => void exits.push(listener), kill };
  }

  const supervisor = new StoreSupervisor({ launch, onState: (state) => states.push(state), now: () => now });
  const wait = (ms: number) => {
    now += ms;
  };
  return { supervisor, store: createStoreProxy(supervisor), runs, states, wait };
}

const never = () => new Promise<never>(() => undefined);

test('says when the store is ready', async () => {
  const { supervisor, store, states } = supervised();
  expect(supervisor.state).toEqual({ state: 'starting', restarts: 0, message: null });
  await store.describeHome();
  expect(states).toEqual([{ state: 'ready', restarts: 0, message: null }]);
});

test('after a crash the store is started again, and the reason is told', async () => {
  const { store, runs, states } = supervised();
  await store.describeHome();
  runs[0]?.crash('signal SIGKILL');
  await expect(store.describeHome()).resolves.toBe('from 2');
  expect(states.map(({ state }) => state)).toEqual(['ready', 'restarting', 'ready']);
  expect(states[1]).toEqual({ state: 'restarting', restarts: 1, message: 'signal SIGKILL' });
});

test('a read that a crash interrupted is asked once more', async () => {
  const { store, runs } = supervised((run) => (run === 1 ? never() : `from ${run}`));
  const reading = store.describeHome();
  runs[0]?.crash();
  await expect(reading).resolves.toBe('from 2');
});

test('a read that two crashes interrupted fails', async () => {
  const { store, runs } = supervised(never);
  const reading = store.describeHome();
  runs[0]?.crash();
  await vi.waitFor(() => expect(runs[1]?.store.calls).toHaveLength(1));
  runs[1]?.crash();
  await expect(reading).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(runs).toHaveLength(3);
  expect(runs[2]?.store.calls).toEqual([]);
});

test('a write that a crash interrupted is not asked again: it may have been done', async () => {
  const { store, runs } = supervised((run) => (run === 1 ? never() : `from ${run}`));
  const applying = store.edits?.apply({ planId: 'p' });
  runs[0]?.crash();
  await expect(applying).rejects.toMatchObject({ code: 'store_unavailable' });
  await expect(store.describeHome()).resolves.toBe('from 2');
  expect(runs[1]?.store.calls.map(({ method }) => method)).toEqual(['describeHome']);
});

test("the store's own failures are not asked again", async () => {
  const { store, runs } = supervised(() => Promise.reject(new Error('once')));
  await expect(store.describeHome()).rejects.toMatchObject({ code: 'internal' });
  expect(runs[0]?.store.calls).toHaveLength(1);
});

test('the third crash in a minute gives the store up, until the user starts it again', async () => {
  const { supervisor, store, runs, states, wait } = supervised();
  runs[0]?.crash();
  wait(20_000);
  runs[1]?.crash();
  wait(39_999);
  runs[2]?.crash('exit code 134');
  expect(supervisor.state).toEqual({ state: 'failed', restarts: 3, message: 'exit code 134' });
  expect(runs).toHaveLength(3);
  await expect(store.describeHome()).rejects.toMatchObject({ code: 'store_unavailable' });

  supervisor.restart();
  expect(supervisor.state).toEqual({ state: 'starting', restarts: 0, message: null });
  await expect(store.describeHome()).resolves.toBe('from 4');
  expect(states.map(({ state }) => state)).toEqual([
    'restarting',
    'restarting',
    'failed',
    'starting',
    'ready',
  ]);
});

test('crashes more than a minute ago do not count', () => {
  const { supervisor, runs, wait } = supervised();
  runs[0]?.crash();
  runs[1]?.crash();
  wait(60_000);
  runs[2]?.crash();
  expect(supervisor.state).toMatchObject({ state: 'restarting', restarts: 1 });
});

test('reads under way fail when the store is given up', async () => {
  const { store, runs } = supervised(never);
  runs[0]?.crash();
  runs[1]?.crash();
  const reading = store.describeHome();
  runs[2]?.crash();
  await expect(reading).rejects.toMatchObject({ code: 'store_unavailable' });
});

test('restart leaves a running store alone', () => {
  const { supervisor, runs } = supervised();
  supervisor.restart();
  expect(runs).toHaveLength(1);
});

test('a start that fails at once is told, and can be tried again', () => {
  const onState = vi.fn();
  const launch = vi.fn(() => {
    throw new Error('no Node');
  });
  const supervisor = new StoreSupervisor({ launch, onState });
  expect(supervisor.state).toEqual({ state: 'failed', restarts: 0, message: 'no Node' });
  supervisor.restart();
  expect(launch).toHaveBeenCalledTimes(2);
  expect(supervisor.state.state).toBe('failed');
});

test('events of every process reach the subscribers, until they unsubscribe', async () => {
  const { store, runs } = supervised();
  const seen = vi.fn();
  const stop = store.subscribe(seen);
  const event = { type: 'threads-changed', threadIds: null } as const;
  await store.describeHome();
  runs[0]?.store.emit(event);
  await vi.waitFor(() => expect(seen).toHaveBeenCalledTimes(1));
  runs[0]?.crash();
  await store.describeHome();
  runs[1]?.store.emit(event);
  await vi.waitFor(() => expect(seen).toHaveBeenCalledTimes(2));
  stop();
  runs[1]?.store.emit(event);
  await store.describeHome();
  expect(seen).toHaveBeenCalledTimes(2);
});

test('close closes the store and is no crash', async () => {
  const { supervisor, store, runs, states } = supervised();
  await store.describeHome();
  await Promise.all([store.close(), store.close()]);
  expect(runs[0]?.store.closed).toBe(true);
  expect(runs[0]?.killed).toBe(false);
  expect(runs).toHaveLength(1);
  expect(states.at(-1)?.state).toBe('ready');
  await expect(store.describeHome()).rejects.toMatchObject({ code: 'store_unavailable' });
  supervisor.restart();
  expect(runs).toHaveLength(1);
});

test('a store that does not close in time is ended', async () => {
  vi.useFakeTimers();
  const { store, runs } = supervised(undefined, false);
  await store.describeHome();
  const closing = store.close();
  await vi.advanceTimersByTimeAsync(10_000);
  await closing;
  expect(runs[0]?.killed).toBe(true);
});

test('a store that was given up closes at once', async () => {
  const { store, runs } = supervised();
  runs[0]?.crash();
  runs[1]?.crash();
  runs[2]?.crash();
  await expect(store.close()).resolves.toBeUndefined();
});
