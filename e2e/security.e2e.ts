import { expect, painted, test } from './harness';
import { localServer } from './local-server';

// What the page is, may load and may ask for.

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
