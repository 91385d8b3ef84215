import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { readOracle, recordedHome } from '../src-main/fixtures/corpus';
import { isOracleError, type Oracle, type OracleJson } from '../src-main/fixtures/oracle';
import { expect, painted, test } from './harness';
import { listedThreads } from './listed-threads';

// The list, its order and its filters, over what a real Codex answered for the same home.

const recorded = 'fixtures/agents-0.169';
const child = '01a20485-4deb-7f71-8591-8bae87fb3e95';
const parent = '01a20485-4d1a-7f00-8505-ed271dfba69c';

async function oracleOf(home: string): Promise<{ oracle: Oracle; threads: OracleJson[] }> {
  const oracle = await readOracle(recordedHome(recorded).oracle ?? '', home);
  const threads = Object.entries(oracle.read).map(([id, read]) => {
    if (isOracleError(read)) throw new Error(`the oracle could not read ${id}`);
    return oracle.listed[id] ?? read.thread;
  });
  return { oracle, threads };
}

const ids = async (page: Page) => (await listedThreads(page)).map(({ id }) => id);
const status = (page: Page) => page.locator('#thread-count');

/** Opens all agents below their threads. */
async function expandAgents(page: Page): Promise<void> {
  const folded = page.getByRole('button', { name: /^Show \d+ sub-agent/ });
  while ((await folded.count()) > 0) await folded.first().click();
}

async function sortBy(page: Page, ...choices: string[]): Promise<void> {
  for (const choice of choices) {
    await page.getByRole('button', { name: /^Sort:/ }).click();
    await page.getByRole('menuitemradio', { name: choice }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
}

/** Opens a pill, presses an option and closes it again; returns the count that stood beside the option. */
async function filterBy(page: Page, pill: string, option: string): Promise<number> {
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: pill }).first().click();
  const found = page.getByRole('option', { name: option }).first();
  const count = Number((await found.innerText()).match(/\d+$/)?.[0]);
  await found.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  return count;
}

test('the list has every thread of the home, agents below the thread that started them', async ({ open }) => {
  const { page, home, errors } = await open({ recorded });
  await painted(page);
  const { oracle } = await oracleOf(home);
  await expect(status(page)).toHaveText(`${oracle.ids.length} threads`);
  expect(await ids(page)).not.toContain(child);

  await expandAgents(page);
  const rows = await listedThreads(page);
  expect(rows.map(({ id }) => id).sort()).toEqual([...oracle.ids].sort());
  const at = rows.findIndex(({ id }) => id === child);
  expect(rows[at]).toMatchObject({ level: 2, text: expect.stringContaining('Boyle') });
  expect(rows[at - 1]).toMatchObject({ id: parent, level: 1 });
  expect(errors).toEqual([]);
});

test('the list is sorted as Codex sorts it, and by size', async ({ open }) => {
  const { page, home } = await open({ recorded });
  await painted(page);
  const { oracle } = await oracleOf(home);
  const keys = { recency_at: 'Recent activity', updated_at: 'Updated', created_at: 'Created' };
  for (const [key, label] of Object.entries(keys)) {
    for (const [direction, words] of [
      ['desc', 'Newest first'],
      ['asc', 'Oldest first'],
    ] as const) {
      await sortBy(page, label, words);
      const shown = await ids(page);
      const pages = oracle.lists[`active; all kinds; ${key} ${direction}`]?.pages ?? [];
      const expected = pages.flat().filter((id) => typeof id === 'string');
      // Folded agents have no row, and Codex leaves out what the list shows as hidden.
      const both = shown.filter((id) => expected.includes(id));
      expect(both, `${label}, ${words}`).toEqual(expected.filter((id) => shown.includes(id)));
      expect(both.length).toBeGreaterThan(15);
    }
  }

  await sortBy(page, 'Size', 'Smallest first');
  const files = (await readdir(home, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
  const sizeOf = async (id: string) => {
    const own = files.filter((name) => basename(name).startsWith('rollout-') && name.includes(id));
    return (await Promise.all(own.map((name) => stat(join(home, name))))).reduce(
      (sum, { size }) => sum + size,
      0,
    );
  };
  const sizes = await Promise.all((await ids(page)).map(sizeOf));
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
});

test('pills narrow the list to what fits all of them', async ({ open }) => {
  const { page, home } = await open({ recorded });
  await painted(page);
  const { oracle, threads } = await oracleOf(home);
  const all = oracle.ids.length;
  const facts: [pill: string, option: string, holds: (thread: OracleJson) => boolean][] = [
    ['Branch', 'feature/ünï', ({ gitInfo }) => (gitInfo as OracleJson | null)?.branch === 'feature/ünï'],
    ['Branch', 'No branch', ({ gitInfo }) => !(gitInfo as OracleJson | null)?.branch],
    ['Model', 'gpt-6.1-sol', ({ model }) => model === 'gpt-6.1-sol'],
    ['Provider', 'mockoai', ({ modelProvider }) => modelProvider === 'mockoai'],
    ['Source', 'Reviews', ({ source }) => (source as OracleJson).subAgent === 'review'],
    ['State', 'Fork', ({ forkedFromId, source }) => forkedFromId !== null && source === 'vscode'],
  ];
  for (const [pill, option, holds] of facts) {
    const expected = threads.filter(holds).map(({ id }) => String(id));
    expect(expected.length, option).toBeGreaterThan(0);
    expect(await filterBy(page, pill, option), `count beside ${option}`).toBe(expected.length);
    await expect(status(page)).toHaveText(`${expected.length} of ${all} threads`);
    await expandAgents(page);
    expect((await ids(page)).sort(), option).toEqual(expected.sort());
    await page.getByRole('button', { name: `Remove ${pill} filter` }).click();
    await expect(status(page)).toHaveText(`${all} threads`);
  }

  // Values of one pill add up, pills narrow each other.
  await filterBy(page, 'Branch', 'feature/ünï');
  await filterBy(page, 'Branch', 'feature/login');
  await expect(status(page)).toHaveText(`3 of ${all} threads`);
  expect(await filterBy(page, 'State', 'Archived')).toBe(0);
  await expect(page.getByText('No thread fits')).toBeVisible();
  const named = page.getByRole('list', { name: 'Filters that are set' });
  await expect(named).toContainText('feature/ünï');
  await expect(named).toContainText('Archived');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(status(page)).toHaveText(`${all} threads`);
});

test('words narrow the list, and a day does', async ({ open }) => {
  const { page } = await open({ recorded });
  await painted(page);
  const field = page.getByRole('textbox', { name: 'Filter threads' });
  await field.fill('SHELL before');
  await expect(status(page)).toHaveText('1 of 25 threads');
  expect((await listedThreads(page))[0]?.text).toContain('before the shell command');
  await field.fill('no such words');
  await expect(page.getByText('No thread fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(field).toHaveValue('');

  // The newest thread's own day, then the day before it, when nothing was done.
  const newest = await page.locator('#thread-list time').first().getAttribute('datetime');
  const day = new Date(newest ?? '');
  const written = (date: Date) =>
    [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Date' }).click();
  await page.getByLabel('From').fill(written(day));
  await page.getByLabel('To', { exact: true }).fill(written(day));
  await expect(status(page)).toHaveText('25 of 25 threads');
  day.setDate(day.getDate() - 1);
  await page.getByLabel('From').fill(written(day));
  await page.getByLabel('To', { exact: true }).fill(written(day));
  await expect(page.getByText('No thread fits')).toBeVisible();
});

test('projects, directories and shelves narrow the list', async ({ open }) => {
  const { page, home } = await open({ recorded });
  await painted(page);
  const { threads } = await oracleOf(home);
  const tree = page.getByRole('tree', { name: 'Projects and sources' });
  const item = (name: RegExp) => tree.getByRole('treeitem', { name });
  const origin = 'https://github.com/demo-org/alpha.git';
  const ofAlpha = threads.filter(({ gitInfo }) => (gitInfo as OracleJson | null)?.originUrl === origin);

  await expect(item(/^alpha \d/)).toContainText(String(ofAlpha.length));
  await item(/^alpha \d/).click();
  await expect(status(page)).toHaveText(`${ofAlpha.length} of 25 threads`);
  await item(/^alpha \d/)
    .locator('span')
    .first()
    .click();
  await item(/^alpha-wt \d/).click();
  await expect(status(page)).toHaveText('1 of 25 threads');
  expect((await listedThreads(page))[0]?.text).toContain('feature/login');

  await item(/^Archived \d/).click();
  await expect(page.getByText('No thread fits')).toBeVisible();
  await item(/^All threads/).click();
  await expect(status(page)).toHaveText('25 threads');
});

test('archived threads are there, marked, and can be had alone or left out', async ({ open }) => {
  const { page } = await open({ recorded: 'fixtures/paginated-0.169' });
  await painted(page);
  const archived = '01a20471-0797-76d2-a38f-a070023dd7b2';
  const row = page.locator(`[id="thread-${archived}"]`);
  await expect(row).toContainText('Archived');
  const shelf = (name: RegExp) => page.getByRole('treeitem', { name });
  await shelf(/^Archived 1/).click();
  expect(await ids(page)).toEqual([archived]);
  await shelf(/^Active 5/).click();
  expect(await ids(page)).toHaveLength(5);
  await expect(row).toHaveCount(0);
});
