import { resolve } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { type AppServiceParts, createAppService } from './app-service';
import { defaultHome } from './home-choice';
import type { HomeSession } from './home-session';

const store = { state: 'ready', restarts: 0, message: null } as const;
const homes = {
  storeState: store,
  describe: vi.fn(async () => ({ path: '/home' })),
  switchTo: vi.fn(async ({ path }: { path: string }) => ({ path })),
  restartStore: vi.fn(() => store),
};
const parts = {
  homes: homes as unknown as HomeSession,
  version: '1.2.3',
  pickFolder: vi.fn<AppServiceParts['pickFolder']>(),
  remember: vi.fn<AppServiceParts['remember']>(async () => undefined),
  demoHome: vi.fn<AppServiceParts['demoHome']>(async () => '/data/demo'),
  openExternal: vi.fn<AppServiceParts['openExternal']>(async () => true),
  resumeInCodex: vi.fn<AppServiceParts['resumeInCodex']>(async () => ({ command: 'codex', done: true })),
};
const app = createAppService(parts);
beforeEach(() => {
  vi.clearAllMocks();
});

test('describes the app', async () => {
  expect(await app.describe()).toEqual({
    version: '1.2.3',
    platform: process.platform,
    home: { path: '/home' },
    store,
  });
});

test('a chosen folder is remembered and opened', async () => {
  parts.pickFolder.mockResolvedValue(resolve('/chosen'));
  expect(await app.chooseHome()).toEqual({ path: resolve('/chosen') });
  expect(parts.remember).toHaveBeenCalledExactlyOnceWith(resolve('/chosen'));
});

test("choosing Codex's own default forgets an earlier choice", async () => {
  parts.pickFolder.mockResolvedValue(defaultHome());
  await app.chooseHome();
  expect(parts.remember).toHaveBeenCalledExactlyOnceWith(null);
});

test('no folder, no change', async () => {
  parts.pickFolder.mockResolvedValue(null);
  expect(await app.chooseHome()).toBeNull();
  expect(parts.remember).not.toHaveBeenCalled();
  expect(homes.switchTo).not.toHaveBeenCalled();
});

test('the demo is opened and not remembered', async () => {
  expect(await app.openDemo()).toEqual({ path: '/data/demo' });
  expect(homes.switchTo).toHaveBeenCalledExactlyOnceWith({ path: '/data/demo', isDemo: true });
  expect(parts.remember).not.toHaveBeenCalled();
});

test('a demo that cannot be copied says why', async () => {
  parts.demoHome.mockRejectedValueOnce(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  await expect(app.openDemo()).rejects.toMatchObject({ code: 'io', detail: { errno: 'ENOSPC' } });
});

test('the store is restarted, links are judged', async () => {
  expect(await app.restartStore()).toEqual(store);
  expect(await app.openExternal('https://example.org/')).toBe(true);
  expect(parts.openExternal).toHaveBeenCalledExactlyOnceWith('https://example.org/');
});
