import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { forkBesideElectron } from './fork-beside-electron';
import { StoreSupervisor } from './store-supervisor';
import { createStoreProxy } from './store-proxy';

const echo = join(import.meta.dirname, 'testing', 'echo-process.mjs');

test('a real child answers, is started again when it is killed, and ends on close', async () => {
  const children: ReturnType<typeof forkBesideElectron>[] = [];
  const launch = () => {
    const child = forkBesideElectron(echo, ['argument'], process.execPath);
    children.push(child);
    return child;
  };
  const onState = vi.fn();
  const store = createStoreProxy(new StoreSupervisor({ launch, onState }));
  const params = {
    threadId: 't',
    revision: 'r',
    index: 1,
    pointer: '/bytes',
    bytes: new Uint8Array([0, 255]),
  };
  await expect(store.media(params)).resolves.toEqual({ params, argument: 'argument' });
  children[0]?.kill();
  await vi.waitFor(
    () => expect(onState).toHaveBeenCalledWith(expect.objectContaining({ state: 'restarting' })),
    10_000,
  );
  await expect(store.media(params)).resolves.toEqual({ params, argument: 'argument' });
  const ended = new Promise((resolve) => children[1]?.onExit(resolve));
  await store.close();
  await expect(ended).resolves.toBe('exit code 0');
});

test('an executable that is not there ends with the reason', async () => {
  const child = forkBesideElectron(echo, [], join(import.meta.dirname, 'no-such-node'));
  const reason = await new Promise((resolve) => child.onExit(resolve));
  expect(reason).toMatch(/ENOENT/);
  child.postMessage({});
});
