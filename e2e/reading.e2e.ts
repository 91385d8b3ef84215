import { open as openFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readOracle, recordedHome } from '../src-main/fixtures/corpus';
import { RolloutWriter, writeFiles } from '../src-main/fixtures/crafted/rollout-writer';
import { isOracleError, type OracleRead } from '../src-main/fixtures/oracle';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { readTranscript, type ShownRow } from './read-transcript';
import { settle } from './settle';

// A thread of each era read whole, then every kind of thing that a thread may hold.

/** Letters and digits only: what Markdown turns into looks is left out on both sides. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** What was said in the turns that the model still sees; `derived` takes in what the app-server has no item for. */
function messages(
  rows: readonly ShownRow[],
  kind: 'userMessage' | 'agentMessage',
  derived = false,
): string[] {
  const counted = rows.filter((row) => row.kind === kind && !row.isReverted && (derived || !row.isDerived));
  return counted.map(({ text }) => letters(text.replace(/^derived | derived$/g, '')));
}

interface OracleItem {
  type: string;
  text?: string;
  content?: { type: string; text?: string }[];
}

function itemsOf(read: OracleRead, type: string): OracleItem[] {
  return read.thread.turns.flatMap((turn) =>
    (turn.items as OracleItem[]).filter((item) => item.type === type),
  );
}

const eras: [recorded: string, thread: string][] = [
  ['fixtures/envelope-0.36', '02be1f44-2286-419f-83df-3938e16e0ef5'],
  ['fixtures/envelope-0.45', '01a2047f-7a8d-7e31-a11a-a5d7f5c71eea'],
  ['fixtures/envelope-0.98', '01a20489-ff9b-79e3-a92f-e0fe9dbe04e9'],
  ['fixtures/legacy-0.118', '01a20471-4b53-7371-be50-9521fd7a480e'],
  ['fixtures/legacy-0.133', '01a20471-3fe2-7371-a5f7-fdc0f8c00faa'],
  ['fixtures/legacy-0.150', '01a20487-e901-7da3-b2f4-947b324b549f'],
  ['fixtures/compressed-0.169', '01a20471-0801-7010-8784-1c9bae7954c0'],
  ['fixtures/edges-0.169', '01a204c1-8653-7d43-bdb8-c54a09578b7e'],
  ['fixtures/agents-0.169', '01a20484-c3e5-7b80-af83-67daa3ddeb14'],
];

for (const [recorded, id] of eras) {
  test(`${recorded}: what was said is what the real program tells of it`, async ({ open }) => {
    const { page, home, errors } = await open({ recorded });
    await painted(page);
    const { oracle, ownOracle } = recordedHome(recorded);
    const { read, ids } = await readOracle(oracle ?? ownOracle ?? '', home);
    await expect(page.locator('#thread-count')).toHaveText(`${ids.length} threads`);
    const known = read[id];
    if (!known || isOracleError(known)) throw new Error(`the oracle has no ${id}`);

    await openThread(page, id);
    const rows = await readTranscript(page);
    const prompts = itemsOf(known, 'userMessage').map(({ content }) =>
      letters((content ?? []).map(({ text }) => text ?? '').join('')),
    );
    expect(messages(rows, 'userMessage')).toEqual(prompts);
    expect(messages(rows, 'agentMessage')).toEqual(
      itemsOf(known, 'agentMessage').map(({ text }) => letters(text ?? '')),
    );
    expect(prompts.length).toBeGreaterThan(2);
    for (const type of ['commandExecution', 'fileChange', 'webSearch', 'reasoning']) {
      const shown = rows.filter((row) => row.kind === type && !row.isReverted && !row.isDerived);
      expect(shown.length, type).toBe(itemsOf(known, type).length);
    }
    expect(errors).toEqual([]);
  });
}

const olderEras: [recorded: string, thread: string][] = [
  ['fixtures/bare-0.20', 'debd41b4-6f35-4d46-b52e-046d3f6621d6'],
  ['fixtures/envelope-0.64', '01a2047e-39d5-7590-baa9-977cffb21b14'],
  ['fixtures/envelope-0.77', '01a20471-5578-7c23-9973-f0b825dad1e4'],
];

for (const [recorded, id] of olderEras) {
  test(`${recorded}: every prompt that was typed is there, and an answer to each`, async ({ open }) => {
    const { page } = await open({ recorded });
    await painted(page);
    const manifest = JSON.parse(
      await readFile(join(recordedHome(recorded).dir, 'manifest.json'), 'utf8'),
    ) as {
      threads: Record<string, { turns: { user: string }[] }>;
    };
    const typed = manifest.threads[id]?.turns.map(({ user }) => letters(user)) ?? [];
    await openThread(page, id);
    const rows = await readTranscript(page);
    expect(messages(rows, 'userMessage', true)).toEqual(typed);
    expect(messages(rows, 'agentMessage', true).length).toBeGreaterThanOrEqual(typed.length);
  });
}

const row = (page: Page, kind: string) => page.locator(`[data-thread-body] article[data-kind="${kind}"]`);

test('the header tells where the thread ran, its facts and its files', async ({ open }) => {
  const { page } = await open();
  await painted(page);
  const id = '01a20471-0889-7582-b6fb-5d00a484af15';
  await openThread(page, id);
  const header = page.locator('#thread-pane header').first();
  await expect(header.getByRole('heading')).toHaveText('Cut one');
  await expect(header).toContainText('develop@af76b1c');
  await expect(header).toContainText('beta');
  await expect(header).toContainText('gpt-5.5');

  await header.getByRole('button', { name: 'Details' }).click();
  const facts = page.getByRole('dialog', { name: 'All facts of the thread' });
  for (const fact of [
    id,
    '/srv/demo/beta',
    'git@github.com:demo-org/beta.git',
    '0.169.0',
    'paginated',
    'VS Code',
  ]) {
    await expect(facts).toContainText(fact);
  }
  await page.keyboard.press('Escape');
  await header.getByRole('button', { name: '2 files' }).click();
  const files = page.getByRole('dialog', { name: 'Files of the thread' });
  await expect(files.getByRole('listitem')).toHaveCount(2);
  await expect(files).toContainText(`${id}.jsonl`);
  await expect(files).toContainText('current');
});

test('the raw view shows the line of the file, and says where it lies', async ({ open }) => {
  const { page, home } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, '01a20484-c3e5-7b80-af83-67daa3ddeb14');
  for (const kind of ['userMessage', 'commandExecution', 'fileChange']) {
    await row(page, kind).first().focus();
    await page.keyboard.press('r');
    const sheet = page.getByRole('dialog', { name: /^Raw: / });
    // The place is read along with the bytes.
    await expect(sheet.locator('dd').first()).toContainText('.jsonl');
    const file = await sheet.locator('dd').first().innerText();
    const place = await sheet.locator('dd').nth(1).innerText();
    const [, line, from, to] =
      /line ([\d,]+), bytes ([\d,]+) to ([\d,]+)/
        .exec(place)
        ?.map((number) => Number(number.replaceAll(',', ''))) ?? [];
    const bytes = Buffer.alloc((to ?? 0) - (from ?? 0));
    const handle = await openFile(join(home, file));
    await handle.read(bytes, 0, bytes.length, from ?? 0);
    await handle.close();
    const lines = (await readFile(join(home, file), 'utf8')).split('\n');
    expect(bytes.toString(), place).toBe(lines[(line ?? 0) - 1]);
    // Laid out for reading, but nothing added and nothing left out.
    const shown = await sheet.getByRole('group', { name: 'JSON' }).innerText();
    expect(JSON.parse(shown)).toEqual(JSON.parse(bytes.toString()));
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await expect(row(page, kind).first()).toBeFocused();
  }
});

test('a command opens to its directory, exit code and coloured output', async ({ open }) => {
  const { page } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, '01a20484-c3e5-7b80-af83-67daa3ddeb14');
  const command = row(page, 'commandExecution').first();
  await expect(command.getByRole('group', { name: 'Output' })).toHaveCount(0);
  await command.getByRole('button', { expanded: false }).first().click();
  await expect(command.getByRole('group', { name: 'Output' })).toHaveText(
    'line 1\nline 2\nline 3\nfile1.txt\nfile2.txt\n',
  );
  await expect(command).toContainText('/srv/demo/alpha-wt');

  // One that failed is open from the start.
  await page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 1e6 }));
  const failed = row(page, 'commandExecution').filter({ hasText: '/nonexistent-5' });
  await expect(failed).toContainText('exit 2');
  await expect(failed.getByRole('group', { name: 'Output' })).toContainText('No such file or directory');

  await openThread(page, '01a20485-338a-7a01-b1a2-030234a706ad');
  const coloured = row(page, 'commandExecution').first();
  await coloured.getByRole('button', { expanded: false }).first().click();
  const red = coloured.getByRole('group', { name: 'Output' }).getByText('red', { exact: true });
  const [own, around] = await red.evaluate((element) => [
    getComputedStyle(element).color,
    getComputedStyle(element.closest('[role="group"]') as Element).color,
  ]);
  expect(own).not.toBe(around);
});

test('a long output is fetched slice by slice up to its last line', async ({ open, scratch }) => {
  const writer = new RolloutWriter(1, 'paginated');
  const output = Array.from({ length: 6000 }, (_, nth) => `line ${nth} ${'-'.repeat(60)}`).join('\n');
  writer.turn('Print a lot', 'Done.', () => writer.command('make', output));
  await writeFiles(scratch, { [writer.file()]: writer.text() });
  const { page } = await open({ home: scratch });
  await painted(page);
  await openThread(page, writer.id);
  const command = row(page, 'commandExecution').first();
  await command.getByRole('button', { expanded: false }).first().click();
  const more = command.getByRole('button', { name: /^Show / });
  const text = command.getByRole('group', { name: 'Output' });
  await expect(text).toContainText('line 0');
  await expect(text).not.toContainText('line 5999');
  let clicks = 0;
  for (; (await more.count()) > 0; clicks += 1) {
    await more.first().click();
    await expect(command.getByText('Reading …')).toHaveCount(0);
  }
  expect(clicks).toBeGreaterThan(3);
  expect((await text.textContent())?.trimEnd()).toBe(output);
});

test('images are shown, and their bytes come through the media scheme', async ({ open }) => {
  const { page, errors } = await open({ recorded: 'fixtures/images-0.169' });
  await painted(page);
  await openThread(page, '01a2049a-c6b4-78f3-891d-875cb167a71f');
  const image = row(page, 'userMessage').getByRole('img', { name: 'image of the prompt' }).first();
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
    .toBeGreaterThan(0);
  expect(await image.getAttribute('src')).toMatch(/^skein-media:\/\/thread\//);
  expect(errors).toEqual([]);
});

test('a changed file is shown as its diff', async ({ open }) => {
  const { page } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, '01a20484-c3e5-7b80-af83-67daa3ddeb14');
  const change = row(page, 'fileChange').first();
  await expect(change).toContainText('+2');
  await change.getByRole('button', { expanded: false }).first().click();
  await expect(change).toContainText('Before so checks field queue.');
  await expect(change).toContainText('second line');
});

test('turns that failed or were interrupted say so, with the error', async ({ open }) => {
  const { page } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, '01a20485-282d-79b0-bc85-9717a6ee47d6');
  await expect(row(page, 'turn').first()).toContainText('failed');
  await expect(row(page, 'turn').first()).toContainText('The mock refuses this request');
  await expect(row(page, 'turn').nth(1)).toContainText('completed');
  await openThread(page, '01a20485-23ae-7710-977e-a82b133df99b');
  await expect(row(page, 'turn').first()).toContainText('interrupted');
});

test('a compaction is a boundary that leads to its record', async ({ open }) => {
  const { page } = await open({ recorded: 'fixtures/agents-0.169' });
  await painted(page);
  await openThread(page, '01a20485-18e4-7bc0-a019-1422a768ae5c');
  const boundary = row(page, 'contextCompaction');
  await expect(boundary).toContainText('Context compacted');
  await boundary.getByRole('button', { name: 'Raw' }).click();
  await expect(page.getByRole('dialog', { name: 'Raw: Context compaction' })).toContainText('"compacted"');
});

const ghosts = [
  {
    by: 'rolled back',
    recorded: 'fixtures/edges-0.169',
    id: '01a204c1-9116-7c31-b1a5-0c418b92944a',
    word: 'Rolled back',
  },
  {
    by: 'reverted',
    recorded: 'fixtures/paginated-0.169',
    id: '01a20471-0889-7582-b6fb-5d00a484af15',
    word: 'Reverted',
  },
];

for (const { by, recorded, id, word } of ghosts) {
  test(`turns that were ${by} stay in their place, struck, with when it was done`, async ({ open }) => {
    const { page } = await open({ recorded });
    await painted(page);
    await openThread(page, id);
    const rows = await readTranscript(page);
    const label = rows.find(({ kind }) => kind === 'reverted');
    expect(label?.text).toMatch(new RegExp(`^${word} .*2026.*, \\d turns? `));
    const gone = rows.filter(({ kind, isReverted }) => kind === 'turn' && isReverted);
    expect(gone.length).toBeGreaterThan(1);
    expect(rows.find(({ kind, isReverted }) => kind === 'turn' && !isReverted)).toBeDefined();

    const struck = row(page, 'turn').and(page.locator('[data-reverted]')).first().locator('s');
    expect(await struck.evaluate((element) => getComputedStyle(element).textDecorationLine)).toContain(
      'line-through',
    );
    await page.getByRole('button', { name: 'Show items' }).first().click();
    await settle(page);
    const opened = await readTranscript(page);
    const prompts = opened.filter((shown) => shown.kind === 'userMessage' && shown.isReverted);
    expect(prompts.length).toBeGreaterThan(0);
    await page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 0 }));
    await settle(page);
    const colour = (of: ReturnType<Page['locator']>) =>
      of.evaluate((element) => getComputedStyle(element).color);
    const prompt = row(page, 'userMessage');
    const dimmed = await colour(prompt.and(page.locator('[data-reverted]')).first());
    expect(dimmed).not.toBe(await colour(prompt.and(page.locator(':not([data-reverted])')).first()));

    await page.getByRole('radio', { name: 'As the model saw it' }).check({ force: true });
    await settle(page);
    const left = await readTranscript(page);
    expect(left.some(({ isReverted, kind }) => isReverted || kind === 'reverted')).toBe(false);
    expect(left.length).toBeGreaterThan(0);
    await page.getByRole('radio', { name: 'Everything' }).check({ force: true });
    await settle(page);
    expect((await readTranscript(page)).some(({ isReverted }) => isReverted)).toBe(true);
  });
}
