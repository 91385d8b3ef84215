import { expect, painted, test } from './harness';
import { localServer } from './local-server';

// Nothing that a page can do leads it or the window elsewhere (S-34).

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
