import { channels } from '../src-main/contracts/bridge';
import { expect, painted, test } from './harness';

// The page's one way to main (S-37), and who may take it (S-36).

const methods = channels.map(({ name }) =>
  name.replace(/:(.)/, (_all, letter: string) => letter.toUpperCase()),
);

test('is exactly the contract, and cannot be changed', async ({ open }) => {
  const { page } = await open();
  const bridge = await page.evaluate(() => {
    'use strict';
    const { skein } = window;
    const attempts = {
      replace: () => Object.assign(window, { skein: {} }),
      remove: () => Reflect.deleteProperty(window, 'skein'),
      redefine: () => Object.defineProperty(window, 'skein', { value: {} }),
      add: () => Object.assign(skein, { more: 1 }),
      change: () => Object.assign(skein, { threadsList: () => 1 }),
    };
    for (const attempt of Object.values(attempts)) {
      try {
        attempt();
      } catch {
        // A frozen thing throws.
      }
    }
    return {
      same: window.skein === skein,
      frozen: Object.isFrozen(skein),
      names: Object.getOwnPropertyNames(skein),
      symbols: Object.getOwnPropertySymbols(skein).length,
      types: [...new Set(Object.values(skein).map((value) => typeof value))],
      prototype: Object.getPrototypeOf(skein) === Object.prototype,
    };
  });
  expect(bridge).toMatchObject({
    same: true,
    frozen: true,
    symbols: 0,
    types: ['function'],
    prototype: true,
  });
  expect(new Set(bridge.names)).toEqual(new Set([...methods, 'onEvent']));
});

test('a listener gets a number and a body, and nothing after its unsubscribe', async ({ open }) => {
  const { app, page } = await open();
  await painted(page);
  await page.evaluate(() => {
    const seen: unknown[][] = [];
    const stop = window.skein.onEvent((...args: unknown[]) => void seen.push(args));
    Object.assign(window, { seen, stop });
  });
  const clickMenu = () =>
    app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'Find in thread')?.click();
    });
  const seen = () => page.evaluate(() => (window as unknown as { seen: unknown[][] }).seen);
  await clickMenu();
  await expect.poll(seen).toHaveLength(1);
  expect(await seen()).toEqual([[{ seq: expect.any(Number), body: { type: 'command', command: 'find' } }]]);
  await page.evaluate(() => (window as unknown as { stop(): void }).stop());
  await clickMenu();
  await page.waitForTimeout(200);
  expect(await seen()).toHaveLength(1);
});

test('another window with the same preload and the same page is refused', async ({ open }) => {
  const { app, page } = await open();
  await painted(page);
  const answer = await app.evaluate(async ({ app: electron, BrowserWindow }) => {
    const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await foreign.loadURL('skein://app/index.html');
    const reply: unknown = await foreign.webContents.executeJavaScript('window.skein.threadsList({})');
    foreign.destroy();
    return reply;
  });
  expect(answer).toMatchObject({ seq: 0, body: { ok: false, error: { code: 'refused' } } });
});

test('wrong arguments are refused through the real bridge', async ({ open }) => {
  const { page } = await open();
  const codes = await page.evaluate(async () => {
    const list = window.skein.threadsList as (
      ...args: unknown[]
    ) => ReturnType<typeof window.skein.threadsList>;
    const wrong = [[], [null], [1], [[]], [new Map()], [{ path: '/etc' }], [{ limit: 0 }], [{ cwd: 'x' }]];
    const replies = await Promise.all(wrong.map((args) => list(...args)));
    return replies.map(({ body }) => (body.ok ? 'ok' : body.error.code));
  });
  expect(new Set(codes)).toEqual(new Set(['invalid_request']));
});
