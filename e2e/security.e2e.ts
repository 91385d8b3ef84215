import { channels } from '../src-main/contracts/bridge';
import { expect, painted, test } from './harness';
import { localServer } from './local-server';

// S-31 to S-34 and S-37 in the real window; S-35 and S-36 are proven without one.

test.describe('isolation (S-31)', () => {
  test('the page has no Node and no Electron', async ({ open }) => {
    const { page } = await open();
    const found = await page.evaluate(() =>
      [
        'process',
        'require',
        'module',
        'exports',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
        '__dirname',
      ].filter((name) => name in globalThis),
    );
    expect(found).toEqual([]);
  });

  test('the window has the strict preferences', async ({ open }) => {
    const { app, page } = await open();
    await painted(page);
    const preferences = await app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .map((contents) =>
          (
            contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
          ).getLastWebPreferences(),
        ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true });
    for (const off of [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'navigateOnDragDrop',
    ] as const) {
      expect(preferences[0]?.[off] ?? false, off).toBe(false);
    }
  });
});

test.describe('content security policy (S-32)', () => {
  test('every answer of the scheme carries it, without a source beyond the app', async ({ open }) => {
    const { page } = await open();
    const policies = await page.evaluate(async () => {
      const script = document.querySelector('script')?.src ?? '';
      const answers = ['/', '/index.html', '/recovery', '/no-such-page', script].map((path) => fetch(path));
      return (await Promise.all(answers)).map(({ headers }) => headers.get('content-security-policy'));
    });
    expect(policies).toHaveLength(5);
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-|\*|https?:|\bws/);
    }
  });

  test('planted scripts, eval, remote images and requests are blocked', async ({ open }) => {
    const { page } = await open();
    await painted(page);
    const server = await localServer();
    const blocked = await page.evaluate(async (origin) => {
      // The debugger's own call may use eval; what runs in a later task may not.
      await new Promise((resolve) => setTimeout(resolve));
      const violations = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.add(event.effectiveDirective),
      );
      const outcome: Record<string, string> = {};
      const attempt = async (name: string, act: () => unknown) => {
        try {
          await act();
          outcome[name] = 'done';
        } catch (error) {
          outcome[name] = (error as Error).name;
        }
      };
      const element = (name: string, attributes: Record<string, string>) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        document.head.append(made);
      };
      await attempt('inline script', () => {
        const script = document.createElement('script');
        script.append('window.planted = 1');
        document.head.append(script);
      });
      await attempt('data script', () => element('script', { src: 'data:text/javascript,window.planted=2' }));
      await attempt('remote script', () => element('script', { src: `${origin}/script.js` }));
      // oxlint-disable-next-line no-eval -- what is to be blocked
      await attempt('eval', () => (0, eval)('window.planted = 3'));
      // oxlint-disable-next-line no-implied-eval -- what is to be blocked
      await attempt('Function', () => new Function('window.planted = 4')());
      // What a string would do if the browser took one.
      await attempt('timer', () => setTimeout('window.planted = 5' as unknown as () => void));
      await attempt('markup', () => {
        // oxlint-disable-next-line no-restricted-properties -- what is to be blocked
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.planted = 6">');
      });
      await attempt('handler', () => element('img', { src: 'x', onerror: 'window.planted = 7' }));
      await attempt('import', () => import(`${origin}/module.js`));
      await attempt('worker', () => new Worker('data:text/javascript,'));
      await attempt('policy', () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
      );
      await attempt('fetch', () => fetch(`${origin}/fetch`));
      await attempt('socket', () => new WebSocket(origin.replace('http', 'ws')));
      await attempt('beacon', () => navigator.sendBeacon(`${origin}/beacon`, 'x'));
      const planted: [string, Record<string, string>][] = [
        ['img', { src: `${origin}/image.png` }],
        ['img', { src: 'data:image/png;base64,iVBORw0KGgo=' }],
        ['link', { rel: 'stylesheet', href: `${origin}/style.css` }],
        ['link', { rel: 'prefetch', href: `${origin}/prefetch` }],
        ['iframe', { src: `${origin}/frame` }],
        ['object', { data: `${origin}/object` }],
        ['embed', { src: `${origin}/embed` }],
        ['base', { href: `${origin}/` }],
      ];
      for (const [name, attributes] of planted) await attempt(name, () => element(name, attributes));
      await new Promise((resolve) => setTimeout(resolve, 500));
      return {
        outcome,
        violations: [...violations],
        planted: (window as unknown as { planted?: number }).planted,
      };
    }, server.origin);
    await server.close();

    expect(blocked.planted).toBeUndefined();
    expect(server.hits).toEqual([]);
    for (const name of ['eval', 'Function', 'markup', 'import', 'worker', 'policy', 'fetch']) {
      expect(blocked.outcome[name], name).not.toBe('done');
    }
    expect(blocked.violations).toEqual(
      expect.arrayContaining([
        'img-src',
        'connect-src',
        'frame-src',
        'base-uri',
        'require-trusted-types-for',
      ]),
    );
  });
});

test.describe('permissions (S-33)', () => {
  test('nothing is granted but writing to the clipboard', async ({ open }) => {
    const { page } = await open();
    await painted(page);
    const states = await page.evaluate(async () => {
      const names = [
        'accelerometer',
        'background-sync',
        'camera',
        'clipboard-read',
        'geolocation',
        'local-fonts',
        'microphone',
        'midi',
        'notifications',
        'persistent-storage',
        'screen-wake-lock',
        'storage-access',
        'window-management',
      ];
      const granted: string[] = [];
      for (const name of names) {
        const state = await navigator.permissions.query({ name: name as PermissionName }).then(
          (status) => status.state,
          () => 'unknown here',
        );
        if (state === 'granted') granted.push(name);
      }
      const asks: Record<string, () => unknown> = {
        camera: () => navigator.mediaDevices.getUserMedia({ video: true, audio: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia(),
        position: () =>
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        notification: async () => {
          if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
        },
        'clipboard read': () => navigator.clipboard.readText(),
        midi: () => navigator.requestMIDIAccess(),
        ...Object.fromEntries(
          ['usb', 'serial', 'hid', 'bluetooth'].map((kind) => [
            kind,
            async () => {
              const device = (
                navigator as unknown as Record<string, Record<string, (options: object) => unknown>>
              )[kind];
              const ask = device?.requestDevice ?? device?.requestPort;
              const got = await ask?.call(device, { filters: [], acceptAllDevices: true });
              if (!got || (Array.isArray(got) && got.length === 0)) throw new Error('nothing');
            },
          ]),
        ),
      };
      for (const [name, ask] of Object.entries(asks)) {
        // Some of these wait for a click first; what has no answer has not been granted.
        const late = new Promise((_resolve, reject) =>
          setTimeout(() => reject(new Error('no answer')), 1000),
        );
        await Promise.race([(async () => ask())(), late]).then(
          () => granted.push(name),
          () => undefined,
        );
      }
      return granted;
    });
    expect(states).toEqual([]);

    const writing = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
    );
    expect(writing).toBe('granted');
  });

  test('a webview is an unknown element', async ({ open }) => {
    const { app, page } = await open();
    await page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'skein://app/index.html');
      document.body.append(view);
    });
    await page.waitForTimeout(300);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });
});

test.describe('navigation (S-34)', () => {
  const routes = [
    'assign',
    'replace',
    'href',
    'open',
    'open self',
    'click',
    'blank click',
    'middle click',
    'form',
    'meta refresh',
    'frame',
    'drop',
  ] as const;

  for (const route of routes) {
    test(`${route} leads nowhere`, async ({ open }) => {
      const { app, page } = await open();
      await painted(page);
      const before = page.url();
      const server = await localServer();
      const visited = new Set<string>();
      page.on('framenavigated', (frame) => visited.add(frame.url()));
      const payloads = [
        `${server.origin}/navigated`,
        'file:///etc/passwd',
        'data:text/html,<p>data</p>',
        'javascript:void(document.title="planted")',
        'skein://other/index.html',
        'skein://app/no-such-page',
        'skein-media://thread/a/b/1?p=/x',
        'about:blank#planted',
        'chrome://version',
        'view-source:skein://app/index.html',
        'mailto:someone@example.org',
        'ms-settings:display',
      ];
      for (const payload of payloads) {
        if (route === 'drop') {
          const devtools = await page.context().newCDPSession(page);
          const data = { items: [{ mimeType: 'text/uri-list', data: payload }], dragOperationsMask: 1 };
          for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
            await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
          }
          await devtools.detach();
        } else {
          // The page may go before it has answered.
          await page.evaluate(take, { route, payload }).catch(() => undefined);
        }
        await page.waitForTimeout(60);
        await expect.poll(() => page.url(), payload).toBe(before);
      }
      // No event announces the way to an empty page, so the app can only come back from it; a frame that was
      // blocked shows Chromium's own error.
      const harmless = /^(skein:\/\/app\/index\.html|about:blank.*|chrome-error:\/\/chromewebdata\/|)$/;
      expect([...visited].filter((url) => !harmless.test(url))).toEqual([]);
      expect(await page.title()).not.toBe('planted');
      expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
      expect(server.hits).toEqual([]);
      await server.close();
      // The page is alive still, and is the one it was.
      expect(await page.evaluate(() => typeof window.skein)).toBe('object');
    });
  }

  test('a reload stays', async ({ open }) => {
    const { page } = await open();
    await painted(page);
    await page.reload();
    await painted(page);
    expect(page.url()).toBe('skein://app/index.html');
  });

  test('no path leads out of the schemes', async ({ open }) => {
    const { app } = await open();
    const paths = [
      '../package.json',
      '%2e%2e/package.json',
      '%2e%2e%2fpackage.json',
      '%252e%252e%252fpackage.json',
      '..%5cpackage.json',
      '..\\package.json',
      '....//package.json',
      'assets/../../../package.json',
      'assets/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/etc/passwd',
      '//etc/passwd',
      '%2fetc%2fpasswd',
      'index.html%00.png',
      'C:/Windows/win.ini',
      '//server/share/file',
      `${'a/'.repeat(2000)}x`,
    ];
    const urls = ['skein://app/', 'skein-media://thread/', 'skein-media://thread/a/b/1/'].flatMap((base) =>
      paths.map((path) => base + path),
    );
    const statuses = await app.evaluate(
      async ({ net }, asked) =>
        await Promise.all(
          asked.map((url) =>
            net.fetch(url).then(
              ({ status }) => status,
              () => 404,
            ),
          ),
        ),
      urls,
    );
    expect(urls.filter((_url, index) => ![400, 404].includes(statuses[index] ?? 0))).toEqual([]);
  });
});

/** Tries to lead the page elsewhere, as content of a rollout or a script in it would. Runs in the page. */
function take({ route, payload }: { route: string; payload: string }): void {
  const link = (target: string) => {
    const made = document.createElement('a');
    made.href = payload;
    made.target = target;
    document.body.append(made);
    return made;
  };
  try {
    switch (route) {
      case 'assign':
        location.assign(payload);
        break;
      case 'replace':
        location.replace(payload);
        break;
      case 'href':
        location.href = payload;
        break;
      case 'open':
        window.open(payload);
        break;
      case 'open self':
        window.open(payload, '_self');
        break;
      case 'click':
        link('').click();
        break;
      case 'blank click':
        link('_blank').click();
        break;
      case 'middle click':
        link('').dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true, cancelable: true }));
        link('').dispatchEvent(
          new MouseEvent('click', { button: 0, ctrlKey: true, bubbles: true, cancelable: true }),
        );
        break;
      case 'form': {
        const form = document.createElement('form');
        form.action = payload;
        document.body.append(form);
        form.submit();
        break;
      }
      case 'meta refresh': {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0;url=${payload}`;
        document.head.append(meta);
        break;
      }
      case 'frame': {
        const frame = document.createElement('iframe');
        frame.src = payload;
        document.body.append(frame);
        break;
      }
    }
  } catch {
    // Refused on the spot, which is as good.
  }
}

test.describe('bridge (S-37)', () => {
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
});
