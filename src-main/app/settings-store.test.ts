import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SettingsStore } from './settings-store';

const changed = vi.fn();
const notice = vi.fn();
let folder: string;
let home: string;

beforeEach(async () => {
  vi.clearAllMocks();
  home = '/homes/one';
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function started() {
  const store = new SettingsStore({ folder, home: () => home, changed, notice });
  await store.load();
  return store;
}

const usual = { theme: 'system', density: 'compact', view: 'everything' };
const nowhere = { threadId: null, item: 0, offset: 0, list: null, panes: [] };

test('starts with the usual settings and no place, and tells them', async () => {
  const store = await started();
  expect(await store.read()).toEqual({ settings: usual, place: nowhere });
  expect(changed).toHaveBeenCalledExactlyOnceWith(usual);
});

test('a change keeps the rest, is told, and is there at the next start', async () => {
  const store = await started();
  await store.writeSettings({ view: 'model' });
  expect(await store.writeSettings({ theme: 'dark' })).toEqual({ ...usual, theme: 'dark', view: 'model' });
  expect(changed).toHaveBeenLastCalledWith({ ...usual, theme: 'dark', view: 'model' });
  expect((await (await started()).read()).settings).toEqual({ ...usual, theme: 'dark', view: 'model' });
});

test('the place is that of its home', async () => {
  const store = await started();
  await store.writePlace({ threadId: 't', item: 3 });
  await store.writePlace({ panes: [1] });
  expect((await (await started()).read()).place).toEqual({ ...nowhere, threadId: 't', item: 3, panes: [1] });
  home = '/homes/two';
  expect((await (await started()).read()).place).toEqual(nowhere);
});

test('what cannot be saved is told once each time and still counts', async () => {
  const store = await started();
  await mkdir(join(folder, 'settings-1.json.tmp'));
  await mkdir(join(folder, 'place-1.json.tmp'));
  expect(await store.writeSettings({ theme: 'light' })).toMatchObject({ theme: 'light' });
  await store.writePlace({ threadId: 't' });
  expect(notice).toHaveBeenCalledTimes(2);
  expect(await store.read()).toMatchObject({ settings: { theme: 'light' }, place: { threadId: 't' } });
  await store.settled();
});
