import type { ElectronApplication, Page } from '@playwright/test';
import { attackPayloads } from '../src-main/fixtures/crafted/attack-payloads';
import { terminalAttacks, writeHostileHome } from '../src-main/fixtures/crafted/hostile-home';
import { RolloutWriter, writeFiles } from '../src-main/fixtures/crafted/rollout-writer';
import { type Skein, expect, painted, test } from './harness';
import { localServer } from './local-server';
import { openThread } from './open-thread';
import { settle } from './settle';

// S-21 to S-24 in the real window: whatever a thread holds stays text in its box.

/** Everything by which a thread could reach beyond its box, from now on. */
interface Watch {
  /** What happened, in words; a thread that stays in its box leaves it empty. */
  incidents: string[];
  /** What was handed to the system's browser. */
  opened(): Promise<string[]>;
}

async function watch({ app, page }: Skein): Promise<Watch> {
  const incidents: string[] = [];
  page.on('dialog', (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => incidents.push(`navigated to ${frame.url()}`));
  page.on('request', (request) => {
    if (!/^skein(-media)?:/.test(request.url())) incidents.push(`asked for ${request.url().slice(0, 200)}`);
  });
  page.on('pageerror', (error) => incidents.push(`threw ${error.message}`));
  app.on('window', (window) => incidents.push(`opened a window of ${window.url()}`));
  await page.exposeFunction('canary', () => incidents.push('a script ran'));
  await page.evaluate(() => {
    window.alert = () => (window as unknown as { canary(): void }).canary();
  });
  await app.evaluate(({ shell, dialog }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
  });
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  return { incidents, opened };
}

/** Runs in the page: what in the rows in sight a message must not bring in, or lies outside of its row. */
function intrusions(): string[] {
  const found: string[] = [];
  const forbidden =
    'script, iframe, object, embed, form, style, link, meta, base, video, audio, source, template, math, portal, a';
  for (const article of document.querySelectorAll<HTMLElement>('[role="feed"] > article')) {
    const say = (what: string) =>
      found.push(`${what} in row ${article.dataset.index}: ${article.innerText.slice(0, 80)}`);
    for (const element of article.querySelectorAll(forbidden)) say(`<${element.tagName}>`);
    for (const image of article.querySelectorAll('img'))
      if (!image.src.startsWith('skein-media:')) say(image.src);
    for (const drawing of article.querySelectorAll('svg'))
      if (!drawing.classList.contains('lucide')) say('<svg>');
    const row = article.getBoundingClientRect();
    for (const element of article.querySelectorAll<HTMLElement>('*')) {
      for (const { name } of element.attributes) if (name.startsWith('on')) say(name);
      const { position } = getComputedStyle(element);
      if (position === 'fixed' || position === 'sticky') say(`position ${position}`);
      const box = element.getBoundingClientRect();
      const isOutside =
        box.width > 1 &&
        box.height > 1 &&
        (box.left < row.left - 1 ||
          box.right > row.right + 1 ||
          box.top < row.top - 1 ||
          box.bottom > row.bottom + 1);
      if (!isOutside) continue;
      // What can be scrolled to within the row is where it belongs.
      let around = element.parentElement;
      while (around && around !== article && getComputedStyle(around).overflowX === 'visible')
        around = around.parentElement;
      if (around === article) say(`<${element.tagName}> outside`);
    }
  }
  const body = document.querySelector('[data-thread-body]');
  if (body && body.scrollWidth > body.clientWidth) found.push('the transcript scrolls sideways');
  if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways');
  return found;
}

/** Looks at every row of the thread; `look` runs on each screen. */
async function lookThrough(page: Page, look: () => Promise<void>): Promise<void> {
  await page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 0 }));
  for (let isEnd = false; !isEnd; ) {
    await settle(page);
    await look();
    isEnd = await page.evaluate(() => {
      const body = document.querySelector('[data-thread-body]') as HTMLElement;
      const isDone = body.scrollTop + body.clientHeight >= body.scrollHeight - 1;
      body.scrollTop += body.clientHeight * 0.9;
      return isDone;
    });
  }
}

const webContentsCount = (app: ElectronApplication) =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

test('more than 300 attacks as prompt, answer and output: all stay text (S-22)', async ({
  open,
  scratch,
}) => {
  const server = await localServer();
  // Whatever is fetched from the attacker arrives at our own door.
  const payloads = attackPayloads.map((payload) => payload.replaceAll('https://example.com', server.origin));
  const writer = new RolloutWriter(1, 'paginated');
  for (const payload of payloads) {
    // A failed command stands open with its output.
    writer.turn(payload, payload, () => writer.command(payload, payload, 1));
  }
  await writeFiles(scratch, { [writer.file()]: writer.text() });

  const skein = await open({ home: scratch });
  const { app, page } = skein;
  await painted(page);
  // A tall window sees more rows at once.
  await page.setViewportSize({ width: 1280, height: 3000 });
  const watched = await watch(skein);
  const before = { title: await page.title(), url: page.url() };
  await openThread(page, writer.id);

  const seen = {
    userMessage: new Set<string>(),
    agentMessage: new Set<string>(),
    commandExecution: new Set<string>(),
  };
  const links = new Set<string>();
  await lookThrough(page, async () => {
    expect(await page.evaluate(intrusions)).toEqual([]);
    const screen = await page.evaluate(() => ({
      rows: [...document.querySelectorAll<HTMLElement>('[role="feed"] > article')].map(({ dataset }) => [
        dataset.kind,
        dataset.index,
      ]),
      links: [...document.querySelectorAll<HTMLElement>('[role="feed"] button[title]:not([aria-label])')].map(
        ({ title }) => title,
      ),
    }));
    for (const [kind, index] of screen.rows) seen[kind as keyof typeof seen]?.add(index ?? '');
    for (const link of screen.links) if (/^[a-z][a-z0-9+.-]*:/i.test(link)) links.add(link);
  });
  expect(seen.userMessage.size).toBe(payloads.length);
  expect(seen.agentMessage.size).toBe(payloads.length);
  expect(seen.commandExecution.size).toBe(payloads.length);

  // Only plain web addresses are offered at all, and main judges them once more.
  expect([...links].filter((link) => !/^(https?:\/\/[^@]+|mailto:[^@]+@.+)$/.test(link))).toEqual([]);
  expect(links.size).toBeGreaterThan(0);
  const targets = payloads.map((payload) => /\]\(<?(.*?)>?( "title")?\)$/s.exec(payload)?.[1] ?? payload);
  await page.evaluate(
    async (urls) => await Promise.all(urls.map((url) => window.skein.appOpenExternal({ url }))),
    [...new Set(targets)].filter((target) => target.length <= 2048),
  );
  for (const url of await watched.opened()) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\//);

  expect(watched.incidents).toEqual([]);
  expect(server.hits).toEqual([]);
  await server.close();
  expect({ title: await page.title(), url: page.url() }).toEqual(before);
  expect(await webContentsCount(app)).toBe(1);
});

test('a link shows its host, asks where it should, and opens nothing by itself', async ({
  open,
  scratch,
}) => {
  const writer = new RolloutWriter(2, 'paginated');
  writer.turn(
    'Links?',
    '[docs](https://docs.example.org/a) and [plain](http://plain.example.org/b) and [bad](javascript:alert(1))',
  );
  await writeFiles(scratch, { [writer.file()]: writer.text() });
  const skein = await open({ home: scratch });
  const { app, page } = skein;
  await painted(page);
  const watched = await watch(skein);
  await openThread(page, writer.id);
  await expect(page.getByRole('button', { name: 'bad' })).toHaveCount(0);

  await page.getByRole('button', { name: 'docs' }).click();
  const target = page.getByRole('dialog', { name: 'Link to docs.example.org' });
  await expect(target).toContainText('https://docs.example.org/a');
  expect(await watched.opened()).toEqual([]);
  await target.getByRole('button', { name: 'Open in browser' }).click();
  await expect.poll(watched.opened).toEqual(['https://docs.example.org/a']);

  // A plain one is asked about; here the answer is no.
  const asked = await app.evaluateHandle(({ dialog }) => {
    const messages: string[] = [];
    dialog.showMessageBox = (async (_window: unknown, { message }: { message: string }) => {
      messages.push(message);
      return { response: 0, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
    return messages;
  });
  await page.getByRole('button', { name: 'plain' }).click();
  const openPlain = page
    .getByRole('dialog', { name: 'Link to plain.example.org' })
    .getByRole('button', { name: 'Open in browser' });
  // One link a second: until then it is refused.
  await expect(async () => {
    await openPlain.click();
    expect(await asked.jsonValue()).toEqual(['Open plain.example.org?']);
  }).toPass();
  expect(await watched.opened()).toEqual(['https://docs.example.org/a']);
  expect(watched.incidents).toEqual([]);
});

test('terminal output keeps its colours and loses what steers a terminal (S-23)', async ({
  open,
  scratch,
}) => {
  await writeHostileHome(scratch);
  const skein = await open({ home: scratch });
  const { app, page } = skein;
  await painted(page);
  const watched = await watch(skein);
  const title = await page.title();
  await app.evaluate(({ clipboard }) => clipboard.writeText('mine'));
  await openThread(page, '01a0d000-0000-7000-8000-000000000034');

  const commands = page.locator('article[data-kind="commandExecution"]');
  await page.setViewportSize({ width: 1280, height: 4000 });
  await settle(page);
  await expect(commands).toHaveCount(terminalAttacks.length);
  for (const command of await commands.all())
    await command.getByRole('button', { expanded: false }).first().click();
  await settle(page);
  expect(await page.evaluate(intrusions)).toEqual([]);

  const texts = await commands.evaluateAll((all) => all.map(({ textContent }) => textContent ?? ''));
  const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/;
  expect(texts.filter((text) => steering.test(text))).toEqual([]);
  const output = commands.getByRole('group', { name: 'Output' });
  const colour = (of: string) =>
    output
      .first()
      .getByText(of, { exact: true })
      .evaluate((one) => getComputedStyle(one).color);
  expect(await colour('red')).not.toBe(await colour('bold orange'));
  await expect(output.nth(1).locator('[aria-label^="Removed:"]').first()).toBeVisible();
  await expect(output.nth(3).getByRole('button', { name: 'good link' })).toBeVisible();
  await expect(output.nth(3).getByRole('button', { name: 'link', exact: true })).toHaveCount(0);
  await expect(output.nth(5)).toContainText('progress 100%');
  // Direction marks are named where they stand.
  await expect(output.nth(7).getByRole('img').first()).toBeVisible();

  expect(await page.title()).toBe(title);
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('mine');
  expect(watched.incidents).toEqual([]);
});

test('only what is an image is shown as one, and nothing is fetched (S-24)', async ({ open, scratch }) => {
  await writeHostileHome(scratch);
  const skein = await open({ home: scratch });
  const { page } = skein;
  await painted(page);
  const watched = await watch(skein);
  await openThread(page, '01a0d000-0000-7000-8000-000000000037');
  const shown = new Set<string>();
  const refused = new Set<string>();
  await lookThrough(page, async () => {
    const images = page.locator('[role="feed"] img');
    await expect
      .poll(() => images.evaluateAll((all) => all.every((image) => (image as HTMLImageElement).complete)))
      .toBe(true);
    await settle(page);
    expect(await page.evaluate(intrusions)).toEqual([]);
    for (const source of await images.evaluateAll((all) =>
      all.map((image) => image.getAttribute('src') ?? ''),
    ))
      shown.add(source);
    for (const index of await page
      .locator('article', { hasText: 'Not shown as an image' })
      .evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.index ?? '')))
      refused.add(index);
  });
  expect(shown.size).toBeGreaterThan(0);
  expect(refused.size).toBeGreaterThan(4);
  // Whoever asks for the others by hand is refused as well.
  const widths = await page.evaluate(
    async (sources) =>
      await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode().catch(() => undefined);
          return image.naturalWidth;
        }),
      ),
    [...shown],
  );
  expect(widths).toEqual(widths.map(() => 1));
  expect(watched.incidents).toEqual([]);
});

test('every hostile thread opens, stays in its box and changes nothing of the page (S-18, S-21)', async ({
  open,
  scratch,
}) => {
  const threads = await writeHostileHome(scratch);
  const skein = await open({ home: scratch });
  const { page, errors } = skein;
  await painted(page);
  const watched = await watch(skein);
  const prototype = () => page.evaluate(() => Object.getOwnPropertyNames(Object.prototype).sort());
  const clean = await prototype();
  await expect(page.locator('#thread-count')).toHaveText(`${threads.length} threads`);
  const overflow = await page
    .locator('#thread-list [role="row"]')
    .evaluateAll(
      (rows) =>
        rows.filter((row) => row.scrollHeight > row.clientHeight + 1 || row.scrollWidth > row.clientWidth + 1)
          .length,
    );
  expect(overflow).toBe(0);
  for (const { id, label } of threads.filter((thread) => !/Markdown|images/.test(thread.label))) {
    await test.step(label, async () => {
      await openThread(page, id);
      await lookThrough(page, async () => {
        expect(await page.evaluate(intrusions)).toEqual([]);
      });
      const header = page.locator('#thread-pane header').first();
      expect(
        await header.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth + 1),
        'the header',
      ).toBe(true);
    });
  }
  expect(await prototype()).toEqual(clean);
  expect(
    await page.evaluate(() => ({}) as { polluted?: boolean }).then(({ polluted }) => polluted),
  ).toBeUndefined();
  expect(watched.incidents).toEqual([]);
  expect(errors).toEqual([]);
});
