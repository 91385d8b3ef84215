import type { Page } from '@playwright/test';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

// Everything that the window can do, without a mouse.

const recorded = 'fixtures/agents-0.169';
/** Five turns with commands, a patch and a web search. */
const rich = '01a20484-c3e5-7b80-af83-67daa3ddeb14';

const list = (page: Page) => page.getByRole('treegrid', { name: 'Threads' });
const search = (page: Page) => page.getByRole('textbox', { name: 'Filter threads' });
const selected = (page: Page) => list(page).getByRole('row', { selected: true });
const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest<HTMLElement>('[data-thread-body] article');
    return row ? { index: Number(row.dataset.index), kind: row.dataset.kind } : null;
  });

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('from the filter to the raw record and back, step by step', async ({ open }) => {
  const { page, errors } = await open({ recorded });
  await painted(page);

  await test.step('/ leads to the filter, where letters are letters', async () => {
    await press(page, '/');
    await expect(search(page)).toBeFocused();
    await page.keyboard.type('jk[]?,orsgey/JK');
    await expect(search(page)).toHaveValue('jk[]?,orsgey/JK');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await press(page, 'Escape');
    await expect(search(page)).toHaveValue('');
    await expect(search(page)).toBeFocused();
    await page.keyboard.type('Task 1');
    await expect(page.locator('#thread-count')).toHaveText('1 of 25 threads');
    await press(page, 'Enter');
    await expect(list(page)).toBeFocused();
  });

  await test.step('j selects, Enter goes into the thread', async () => {
    await press(page, 'j');
    await expect(selected(page)).toHaveAttribute('id', `thread-${rich}`);
    await settle(page);
    await press(page, 'Enter');
    await expect(page.locator('[data-thread-body]')).toBeFocused();
  });

  await test.step('j and k go from row to row, Shift+J and Shift+K from prompt to prompt', async () => {
    await press(page, 'j');
    const first = await focusedRow(page);
    expect(first).not.toBeNull();
    await press(page, 'j', 'j');
    expect((await focusedRow(page))?.index).toBe((first?.index ?? 0) + 2);
    await press(page, 'k');
    expect((await focusedRow(page))?.index).toBe((first?.index ?? 0) + 1);
    await press(page, 'Shift+J');
    const second = await focusedRow(page);
    expect(second?.kind).toBe('turn');
    await press(page, 'Shift+J');
    expect((await focusedRow(page))?.index).toBeGreaterThan(second?.index ?? 0);
    await press(page, 'Shift+K');
    expect(await focusedRow(page)).toEqual(second);
    await press(page, 'End');
    await settle(page);
    const end = await focusedRow(page);
    await press(page, 'Home');
    await settle(page);
    expect((await focusedRow(page))?.index).toBe(0);
    expect(end?.index).toBeGreaterThan(20);
  });

  await test.step('Enter opens a command, r its record, Esc goes back one step at a time', async () => {
    for (let steps = 0; (await focusedRow(page))?.kind !== 'commandExecution' && steps < 20; steps += 1) {
      await press(page, 'j');
    }
    const command = await focusedRow(page);
    expect(command?.kind).toBe('commandExecution');
    const card = page.locator(`article[data-index="${command?.index}"]`);
    await press(page, 'Enter');
    await expect(card.getByRole('group', { name: 'Output' })).toBeVisible();
    await press(page, 'r');
    const raw = page.getByRole('dialog', { name: 'Raw: Command' });
    await expect(raw).toBeFocused();
    await expect(raw).toContainText('record 1 of');
    await press(page, 'j');
    await expect(raw).toContainText('record 2 of');
    await press(page, 'Escape');
    await expect(raw).toHaveCount(0);
    await expect(card).toBeFocused();
    await press(page, 'Enter');
    await expect(card.getByRole('group', { name: 'Output' })).toHaveCount(0);
    await press(page, 'Escape');
    await expect(list(page)).toBeFocused();
    await press(page, '/', 'Escape');
    await expect(page.locator('#thread-count')).toHaveText('25 threads');
    await press(page, 'Escape');
    await expect(list(page)).toBeFocused();
  });

  await test.step('[ and ] change the thread, also from within one', async () => {
    // The rows follow a cleared filter a moment after the count does: then the first row is another one.
    await expect(selected(page)).not.toHaveAttribute('aria-rowindex', '1');
    const before = await selected(page).getAttribute('aria-rowindex');
    await press(page, '[');
    await expect(selected(page)).toHaveAttribute('aria-rowindex', String(Number(before) - 1));
    // Only a thread that is there can have the focus.
    await settle(page);
    await press(page, 'Enter');
    await expect(page.locator('[data-thread-body]')).toBeFocused();
    await press(page, ']');
    await expect(selected(page)).toHaveAttribute('aria-rowindex', String(before));
    await press(page, 'Home');
    await settle(page);
  });
  expect(errors).toEqual([]);
});

test('palette, find, settings and the sheet of keys', async ({ open }) => {
  const { page, errors } = await open({ recorded });
  await painted(page);
  await openThread(page, rich);
  await page.locator('[data-thread-body]').focus();

  await test.step('the palette opens a thread by its title and a command by its name', async () => {
    await press(page, 'Control+k');
    await expect(page.getByRole('combobox', { name: 'Command or thread' })).toBeFocused();
    await page.keyboard.type('a whole turn');
    await expect(page.getByRole('option').first()).toContainText('a whole turn');
    await press(page, 'Enter');
    await expect(selected(page)).toContainText('a whole turn');
    await press(page, 'Control+k');
    await page.keyboard.type('settings');
    await press(page, 'Enter');
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  });

  await test.step('the theme changes by the arrow keys, at once', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? 'system');
    const checked = page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { checked: true });
    await expect(checked).toHaveAccessibleName('System');
    for (
      let tabs = 0;
      tabs < 6 && !(await checked.evaluate((one) => one === document.activeElement));
      tabs += 1
    ) {
      await press(page, 'Tab');
    }
    await press(page, 'ArrowRight', 'ArrowRight');
    await expect.poll(theme).toBe('dark');
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await press(page, 'ArrowLeft');
    await expect.poll(theme).toBe('light');
    expect(await ground()).not.toBe(dark);
    await press(page, 'Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('find goes from hit to hit and back to the text', async () => {
    await openThread(page, rich);
    await press(page, 'Control+f');
    const field = page.getByRole('textbox', { name: 'Find in thread' });
    await expect(field).toBeFocused();
    await page.keyboard.type('file1.txt');
    const count = page.getByRole('search').getByRole('status');
    // It is at the first hit before anything was pressed.
    await expect(count).toHaveText(/^1 of \d+ items$/);
    const hits = Number((await count.innerText()).split(' ')[2]);
    expect(hits).toBeGreaterThan(2);
    await press(page, 'Enter');
    await expect(count).toHaveText(`2 of ${hits} items`);
    await expect(field).toBeFocused();
    await press(page, 'Control+g');
    await expect(count).toHaveText(`3 of ${hits} items`);
    await press(page, 'Shift+Enter', 'Control+Shift+g');
    await expect(count).toHaveText(`1 of ${hits} items`);
    await press(page, 'Control+Shift+g');
    await expect(count).toHaveText(`${hits} of ${hits} items`);
    await settle(page);
    await press(page, 'Escape');
    await expect(field).toHaveCount(0);
    const hit = await focusedRow(page);
    expect(hit?.kind).toBe('commandExecution');
    await expect(page.locator(`article[data-index="${hit?.index}"]`)).toContainText('file1.txt');
  });

  await test.step('Enter counts also when it comes before the first hit', async () => {
    await press(page, 'Control+f');
    await page.keyboard.type('line 2');
    await press(page, 'Enter');
    await expect(page.getByRole('search').getByRole('status')).toHaveText(/^\d+ of \d+ items$/);
    await press(page, 'Escape');
  });

  await test.step('? tells all keys, and gives the focus back', async () => {
    const before = await focusedRow(page);
    await press(page, '?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toContainText('Next prompt');
    await press(page, 'Escape');
    await expect(sheet).toHaveCount(0);
    expect(await focusedRow(page)).toEqual(before);
  });
  expect(errors).toEqual([]);
});

test('Tab reaches every part, and what has the focus can be seen to have it', async ({ open }) => {
  const { page } = await open({ recorded });
  await painted(page);
  await openThread(page, rich);
  await page.getByRole('navigation', { name: 'Projects' }).getByRole('button').first().focus();
  const stops: string[] = [];
  for (let tabs = 0; tabs < 24; tabs += 1) {
    const active = await page.evaluateHandle(() => document.activeElement ?? document.body);
    const name = await active.evaluate(
      (element) =>
        `${element.tagName} ${element.getAttribute('aria-label') ?? (element as HTMLElement).innerText?.slice(0, 30)}`,
    );
    if (stops.includes(name)) break;
    stops.push(name);
    // The same place with and without the focus: a user must see the difference.
    const { x, y, width, height } = (await active.asElement()?.boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    const clip = {
      x: Math.max(0, x - 4),
      y: Math.max(0, y - 4),
      width: Math.max(1, width) + 8,
      height: Math.min(height + 8, 400),
    };
    const focused = await page.screenshot({ clip });
    await active.evaluate((element) => (element as HTMLElement).blur());
    const blurred = await page.screenshot({ clip });
    expect(focused.equals(blurred), `${name} shows that it has the focus`).toBe(false);
    await active.evaluate((element) => (element as HTMLElement).focus());
    await press(page, 'Tab');
  }
  expect(stops.length).toBeGreaterThan(15);
  for (const part of ['Filter threads', 'Threads', 'Date', 'Projects and sources', 'Settings', 'Details']) {
    expect(
      stops.some((stop) => stop.includes(part)),
      `${part} among ${stops.join(' | ')}`,
    ).toBe(true);
  }
});
