import type { Failure } from '@contracts/result';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { press, tell } from '../../test/render-app';
import { answer, command, contentOf, prompt } from './testing/content-of';
import { renderThread, rest } from './testing/render-thread';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const ordinary = () =>
  contentOf([
    { items: [prompt('First question'), command('ls', 'a listing'), answer('First answer')] },
    { items: [prompt('Wrong way'), answer('Wrong answer')], act: 1 },
    { items: [prompt('Still wrong'), answer('Worse')], act: 1 },
    {
      items: [prompt('Last question'), answer('Last answer')],
      status: 'failed',
      error: { message: 'usage limit', codexErrorInfo: null, additionalDetails: null, misalignment: null },
    },
  ]);

const rows = () => screen.getAllByRole('article');
const body = () => document.querySelector<HTMLElement>('[data-thread-body]') as HTMLElement;
const focusBody = () => body().focus();
const failure = (code: Failure['code']) => (): never => {
  throw { code, message: `it is ${code}` } satisfies Failure;
};

describe('the transcript', () => {
  it('shows turns with their items in order, as a feed whose rows say their place', async () => {
    await renderThread(ordinary());
    const text = document.body.textContent ?? '';
    expect(text.indexOf('First question')).toBeLessThan(text.indexOf('First answer'));
    expect(text.indexOf('First answer')).toBeLessThan(text.indexOf('Last question'));
    expect(screen.getByRole('feed')).toBeTruthy();
    expect(rows()[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(new Set(rows().map((row) => row.getAttribute('aria-setsize'))).size).toBe(1);
    expect(screen.getAllByRole('heading', { level: 3 }).length).toBe(4);
  });

  it('says how turns ended, with the error of the failed one', async () => {
    await renderThread(ordinary());
    expect(screen.getByText('failed')).toBeTruthy();
    expect(screen.getByText('usage limit')).toBeTruthy();
  });

  it('keeps reverted turns in place, struck, and shows their items on demand', async () => {
    await renderThread(ordinary());
    expect(screen.getByText(/Rolled back/).textContent).toMatch(/Rolled back .+, 2 turns/);
    expect(screen.getByText('Wrong way').closest('s')).toBeTruthy();
    expect(screen.queryByText('Wrong answer')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show items' }));
    await rest();
    expect(screen.getByText('Wrong answer')).toBeTruthy();
    expect(screen.getByText('Worse').closest('article')?.dataset.reverted).toBe('true');
  });

  it('leaves reverted turns out of what the model saw, and remembers the choice', async () => {
    const { fake } = await renderThread(ordinary());
    fireEvent.click(screen.getByRole('radio', { name: 'As the model saw it' }));
    await rest();
    expect(screen.queryByText('Wrong way')).toBeNull();
    expect(screen.queryByText(/Rolled back/)).toBeNull();
    expect(fake.home.settings.view).toBe('model');
  });

  it('marks what a fork inherited, and where it begins itself', async () => {
    await renderThread(contentOf([{ items: [prompt('Old')], inherited: true }, { items: [prompt('New')] }]));
    expect(screen.getByText('inherited')).toBeTruthy();
    expect(screen.getByText('The fork begins here')).toBeTruthy();
  });

  it('asks for items page by page, and only for those near the screen', async () => {
    const many = contentOf(
      Array.from({ length: 40 }, (_, turn) => ({
        items: Array.from({ length: 100 }, (_, nth) => answer(`answer ${turn}-${nth}`)),
      })),
    );
    const { fake } = await renderThread(many);
    const asked = fake.calls.filter(({ method }) => method === 'threadsItems').map(({ input }) => input);
    expect(asked).toMatchObject([{ from: 0, count: 50 }]);
    expect(rows().length).toBeLessThan(60);
  });

  it('reads the rest of a page that came short because of its size', async () => {
    const { fake } = await renderThread(ordinary(), {
      prepare: (fake) =>
        fake.answer('threadsItems', ({ threadId, from }) => ({
          revision: 'r1',
          items: fake.home.content[threadId]?.items.slice(from, from + 2) ?? [],
        })),
    });
    expect(screen.getByText('Last answer')).toBeTruthy();
    expect(fake.calls.filter(({ method }) => method === 'threadsItems').length).toBeGreaterThan(3);
  });
});

describe('keys', () => {
  it('move the focus, open items and turns, and lead from prompt to prompt', async () => {
    await renderThread(ordinary());
    focusBody();
    const focused = () => document.activeElement?.getAttribute('aria-label');
    press('j');
    await rest();
    expect(focused()).toBe('Turn 1');
    press('ArrowDown');
    press('j');
    await rest();
    expect(focused()).toBe('Command');
    press('Enter');
    await rest();
    expect(screen.getByText('a listing')).toBeTruthy();
    press(' ');
    await rest();
    expect(screen.queryByText('a listing')).toBeNull();
    press('e');
    await rest();
    expect(screen.getByText('a listing')).toBeTruthy();
    press('J', { shiftKey: true });
    await rest();
    expect(focused()).toBe('Turn 2');
    press('K', { shiftKey: true });
    await rest();
    expect(focused()).toBe('Turn 1');
    press('End');
    await rest();
    expect(focused()).toBe('Agent message');
    press('Home');
    await rest();
    expect(focused()).toBe('Turn 1');
  });

  it('leave a button inside of an item its Enter', async () => {
    await renderThread(ordinary());
    const button = screen.getByRole('button', { name: /Ran/ });
    button.focus();
    expect(fireEvent.keyDown(button, { key: 'Enter' })).toBe(true);
  });

  it('show the raw records of the focused row, and give the focus back', async () => {
    const content = { ...ordinary(), records: { 'r1:7': '{"type":"response_item","n":1.50}' } };
    await renderThread(content);
    focusBody();
    press('j');
    press('j');
    await rest();
    press('r');
    await rest();
    const sheet = screen.getByRole('dialog', { name: 'Raw: Prompt' });
    expect(within(sheet).getByText('1.50')).toBeTruthy();
    expect(sheet.textContent).toContain('line 7, bytes 700 to 790');
    expect(sheet).toBe(document.activeElement);
    fireEvent.keyDown(sheet, { key: 'Escape' });
    await rest();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Prompt');
  });

  it('have their like for the mouse beside each row', async () => {
    await renderThread({ ...ordinary(), records: { 'r1:7': '{"type":"response_item"}' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Records: Prompt' })[0] as HTMLElement);
    expect(await screen.findByRole('dialog', { name: 'Raw: Prompt' })).toBeTruthy();
  });

  it('copy the command to resume', async () => {
    const { fake, thread } = await renderThread(ordinary());
    focusBody();
    press('y');
    await rest();
    expect(fake.calls.at(-1)).toEqual({
      method: 'appResumeInCodex',
      input: { threadId: thread.id, how: 'copy' },
    });
  });
});

describe('find', () => {
  it('finds in items that were never shown, opens what they are folded into, and steps through', async () => {
    const content = ordinary();
    await renderThread(content);
    focusBody();
    press('f', { ctrlKey: true });
    const field = await screen.findByRole('textbox', { name: 'Find in thread' });
    fireEvent.change(field, { target: { value: 'WRONG' } });
    const bar = screen.getByRole('search');
    // It leads to the first hit by itself.
    await waitFor(() => expect(bar.textContent).toContain('1 of 3 items'));
    await rest();
    expect(screen.getByText('Wrong answer')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Enter' });
    await rest();
    expect(bar.textContent).toContain('2 of 3 items');
    press('g', { ctrlKey: true });
    await rest();
    expect(bar.textContent).toContain('3 of 3 items');
    press('g', { ctrlKey: true });
    await rest();
    expect(bar.textContent).toContain('1 of 3 items');
    press('g', { ctrlKey: true });
    await rest();
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    await rest();
    expect(bar.textContent).toContain('1 of 3 items');
    fireEvent.keyDown(field, { key: 'Escape' });
    await rest();
    expect(screen.queryByRole('search')).toBeNull();
  });

  it('begins at the first hit from where the reader is, and goes on from a hit as the text grows', async () => {
    const turns = Array.from({ length: 60 }, (_, n) => ({
      items: [prompt(`question ${n}`), answer(n % 10 === 5 ? `needle ${n}` : 'hay')],
    }));
    await renderThread(contentOf(turns));
    body().scrollTop = 3000;
    fireEvent.scroll(body());
    await rest();
    const reads = document.querySelector('article:not([tabindex="-1"])');
    expect(Number(reads?.getAttribute('aria-posinset'))).toBeGreaterThan(30);
    press('f', { ctrlKey: true });
    const field = await screen.findByRole('textbox', { name: 'Find in thread' });
    const bar = screen.getByRole('search');
    fireEvent.change(field, { target: { value: 'need' } });
    await waitFor(() => expect(bar.textContent).toContain('3 of 6 items'));
    expect(await screen.findByText('needle 25')).toBeTruthy();
    // The same hit has the longer text, too; what was found of one text does not count for another.
    fireEvent.change(field, { target: { value: 'needle 2' } });
    await waitFor(() => expect(bar.textContent).toContain('1 of 1 item'));
    expect(screen.getByText('needle 25')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'needle 3' } });
    await waitFor(() => expect(bar.textContent).toContain('1 of 1 item'));
    expect(await screen.findByText('needle 35')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'needle' } });
    // Behind the last one comes the first.
    for (const text of ['4 of 6', '5 of 6', '6 of 6', '1 of 6']) {
      await waitFor(() => expect(bar.textContent).toContain(`${text} items`));
      fireEvent.keyDown(field, { key: 'Enter' });
    }
    await waitFor(() => expect(bar.textContent).toContain('2 of 6 items'));
    expect(await screen.findByText('needle 15')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'nowhere' } });
    await waitFor(() => expect(bar.textContent).toBe('no match'));
    expect(screen.getByText('needle 15')).toBeTruthy();
  });

  it('leaves out what this view does not show', async () => {
    await renderThread(ordinary(), {
      home: { settings: { theme: 'system', density: 'compact', view: 'model' } },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Find in thread' }));
    const field = await screen.findByRole('textbox', { name: 'Find in thread' });
    fireEvent.change(field, { target: { value: 'wrong' } });
    await waitFor(() => expect(screen.getByRole('search').textContent).toBe('no match'));
  });

  it('opens a folded command that has the text in its output', async () => {
    await renderThread(ordinary());
    fireEvent.click(screen.getByRole('button', { name: 'Find in thread' }));
    const field = await screen.findByRole('textbox', { name: 'Find in thread' });
    fireEvent.change(field, { target: { value: 'a listing' } });
    expect(await screen.findByText('a listing')).toBeTruthy();
  });
});

describe('while the files are scanned', () => {
  it('shows what is there, how far it is, and grows', async () => {
    const content = ordinary();
    const { fake, thread } = await renderThread(contentOf([{ items: [prompt('First question')] }]), {
      prepare: (fake) => {
        let isDone = false;
        fake.answer('threadsOutline', ({ threadId, from = 0 }) => {
          const { turns = [] } = fake.home.content[threadId] ?? {};
          const last = turns.at(-1);
          const facts = {
            turnCount: turns.length,
            itemCount: (last?.firstItem ?? 0) + (last?.itemCount ?? 0),
          };
          const bytes = { complete: isDone, scannedBytes: isDone ? 40e6 : 12e6, totalBytes: 40e6 };
          isDone = true;
          return { revision: 'r1', turns: turns.slice(from), from, ...facts, ...bytes };
        });
      },
    });
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuetext')).toBe('12 MB of 40 MB');
    expect(screen.getByText('First question')).toBeTruthy();
    fake.home.content[thread.id] = content;
    await tell(fake, {
      type: 'thread-scanned',
      threadId: thread.id,
      revision: 'r1',
      turnCount: 4,
      itemCount: 9,
      changedFrom: 0,
      complete: true,
      scannedBytes: 40e6,
      totalBytes: 40e6,
    });
    await rest();
    expect(screen.getByText('Last answer')).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('reads a thread anew whose files were replaced, without a word', async () => {
    const { fake, thread } = await renderThread(ordinary());
    const replaced = contentOf([{ items: [prompt('First question'), answer('Another answer')] }]);
    fake.home.content[thread.id] = { ...replaced, revision: 'r2' };
    await tell(fake, {
      type: 'thread-scanned',
      threadId: thread.id,
      revision: 'r2',
      turnCount: 1,
      itemCount: 2,
      changedFrom: 0,
      complete: true,
      scannedBytes: 1,
      totalBytes: 1,
    });
    await rest();
    expect(screen.getByText('Another answer')).toBeTruthy();
    expect(screen.queryByText('Last answer')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('reads the outline again when items turn out to be of an older revision', async () => {
    const { fake, thread } = await renderThread(ordinary(), {
      prepare: (fake) =>
        fake.answer('threadsItems', ({ threadId, from, count, revision }) => {
          const { items = [], revision: now = 'r1' } = fake.home.content[threadId] ?? {};
          if (revision !== now) failure('stale')();
          return { revision: now, items: items.slice(from, from + count) };
        }),
    });
    fake.home.content[thread.id] = { ...ordinary(), revision: 'r2' };
    fireEvent.click(screen.getByRole('button', { name: 'Show items' }));
    await rest();
    expect(screen.getByText('Last answer')).toBeTruthy();
  });
});

describe('when reading fails', () => {
  it('says that a thread is not there', async () => {
    await renderThread(ordinary(), {
      prepare: (fake) => fake.answer('threadsRead', failure('thread_not_found')),
    });
    expect(screen.getByText('This thread is not in this home')).toBeTruthy();
  });

  it('says why a thread cannot be read, and tries again', async () => {
    const { fake, thread } = await renderThread(ordinary(), {
      prepare: (fake) => fake.answer('threadsRead', failure('io')),
    });
    expect(screen.getByText('it is io')).toBeTruthy();
    fake.answer('threadsRead', () => ({ ...thread, segments: [], damage: [] }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await rest();
    expect(screen.getByText('First answer')).toBeTruthy();
  });

  it('goes on showing what was read while the outline cannot be read again', async () => {
    const { fake, queries, thread } = await renderThread(ordinary());
    fake.answer('threadsOutline', failure('io'));
    await queries.invalidateQueries({ queryKey: ['thread-outline', thread.id] });
    await rest();
    expect(screen.getByText('Last answer')).toBeTruthy();
    expect(screen.getByText(/may be out of date: it is io/)).toBeTruthy();
  });

  it('lists what is damaged, with place and reason, and leads to the bytes', async () => {
    const damaged = {
      file: 'sessions/a.jsonl',
      rolloutId: 'r1',
      line: 812,
      offset: 99_120,
      length: 512,
      reason: 'invalid_json' as const,
      message: 'Unexpected end',
    };
    const { fake, thread } = await renderThread(
      { ...ordinary(), records: { 'r1:812': '{"broken' } },
      {
        prepare: (fake) =>
          fake.answer('threadsRead', () => ({
            ...(fake.home.threads[0] as (typeof fake.home.threads)[number]),
            segments: [],
            damage: [damaged, { ...damaged, rolloutId: null, line: null, length: 0, reason: 'base_missing' }],
          })),
      },
    );
    expect(thread.id).toBe(fake.home.threads[0]?.id);
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await rest();
    const dialog = screen.getByRole('dialog', { name: 'What could not be read' });
    expect(dialog.textContent).toContain('line 812, 512 bytes at 99,120');
    expect(dialog.textContent).toContain('the file that this one continues is not there');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Raw' }));
    await rest();
    expect(screen.getByRole('dialog', { name: 'Raw: Damage: not valid JSON' }).textContent).toContain(
      '"broken',
    );
  });

  it('tells a thread without turns from one whose turns cannot be read', async () => {
    await renderThread(contentOf([]));
    expect(screen.getByText('Nothing was said in this thread')).toBeTruthy();
    const gone = { file: 'a', rolloutId: null, line: null, offset: 0, length: 0, message: '' };
    await renderThread(contentOf([]), {
      prepare: (fake) =>
        fake.answer('threadsRead', () => ({
          ...(fake.home.threads[0] as (typeof fake.home.threads)[number]),
          segments: [],
          damage: [{ ...gone, reason: 'empty_file' }],
        })),
    });
    expect(screen.getByText('No turn of this thread can be read')).toBeTruthy();
  });
});

describe('the place', () => {
  const long = () =>
    contentOf(
      Array.from({ length: 60 }, (_, turn) => ({
        items: [prompt(`question ${turn}`), answer(`answer ${turn}`)],
      })),
    );

  it('is the top at first, is told to main while reading, and is there again later', async () => {
    const { fake, unmount, place } = await renderThread(long(), { facts: { id: 'placed' } });
    expect(screen.getByText('question 0')).toBeTruthy();
    body().scrollTop = 3000;
    fireEvent.scroll(body());
    await rest();
    place.flush();
    await rest();
    const kept = fake.home.place;
    expect(kept.threadId).toBe('placed');
    expect(kept.item).toBeGreaterThan(0);
    unmount();
    await renderThread(long(), { facts: { id: 'placed' } });
    await waitFor(() => expect(screen.queryByText('question 0')).toBeNull());
    expect(body().scrollTop).toBeGreaterThan(1000);
  });

  it('of the last run is restored', async () => {
    await renderThread(long(), {
      facts: { id: 'restored' },
      home: { place: { threadId: 'restored', item: 80, offset: 0, list: null, panes: [] } },
    });
    expect(await screen.findByText('question 40')).toBeTruthy();
    expect(screen.queryByText('question 0')).toBeNull();
  });
});

describe('the header', () => {
  it('tells what the thread is, and no credentials', async () => {
    await renderThread(ordinary(), {
      facts: {
        name: 'Fix the test',
        gitInfo: { sha: 'a'.repeat(40), branch: 'main', originUrl: 'https://ada:secret@a.example/loom.git' },
        forkedFromId: '01a20484-0000-7000-8000-00000000abcd',
      },
    });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Fix the test');
    fireEvent.click(screen.getByRole('button', { name: 'Details' }));
    await rest();
    expect(document.body.textContent).toContain('https://a.example/loom.git');
    expect(new XMLSerializer().serializeToString(document.body)).not.toContain('secret');
  });

  it('leads to the thread that this one was forked from', async () => {
    const { select } = await renderThread(ordinary(), { facts: { forkedFromId: 'parent-0123456789ab' } });
    fireEvent.click(screen.getByRole('button', { name: '0123456789ab' }));
    expect(select).toHaveBeenCalledWith('parent-0123456789ab');
  });

  it('lists the files and how much of each counts', async () => {
    const segment = {
      threadId: 'x',
      archived: false,
      compressed: false,
      size: 400_000,
      modifiedAtMs: 0,
      endOrdinal: null,
    };
    await renderThread(ordinary(), {
      prepare: (fake) =>
        fake.answer('threadsRead', () => ({
          ...(fake.home.threads[0] as (typeof fake.home.threads)[number]),
          damage: [],
          segments: [
            { ...segment, rolloutId: 'a', file: 'sessions/a.jsonl', endOffset: 123_456, role: 'base' },
            { ...segment, rolloutId: 'b', file: 'sessions/b.jsonl', endOffset: null, role: 'current' },
            { ...segment, rolloutId: 'c', file: 'sessions/c.jsonl', endOffset: null, role: 'superseded' },
          ],
        })),
    });
    fireEvent.click(screen.getByRole('button', { name: '3 files' }));
    await rest();
    expect(screen.getByText('bytes 0 to 123,456 of 400,000 count')).toBeTruthy();
    expect(screen.getByText('all of 400 kB counts')).toBeTruthy();
    expect(screen.getByText('none of 400 kB counts')).toBeTruthy();
  });
});
