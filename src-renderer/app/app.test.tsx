import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandRows } from '../features/commands/keymap';
import { aThread } from '../test/a-thread';
import { readyHome } from '../test/fake-bridge';
import { press, renderApp, settle, tell } from '../test/render-app';

vi.mock('../features/thread/thread-view', () => ({
  ThreadView: ({ threadId }: { threadId: string }) => <p data-testid="thread">{threadId}</p>,
}));

const threads = [
  aThread({
    id: 'a',
    name: 'Alpha',
    recencyAtMs: 5000,
    gitInfo: { sha: null, branch: 'feat/x', originUrl: null },
  }),
  aThread({ id: 'b', preview: 'Beta prompt', recencyAtMs: 4000, archived: true }),
  aThread({ id: 'c', preview: 'Gamma prompt', recencyAtMs: 3000, turnCount: null, tokensUsed: null }),
  aThread({
    id: 'd',
    preview: 'Delta review',
    recencyAtMs: 2000,
    source: { subAgent: 'review' },
    parentThreadId: 'c',
  }),
];

beforeEach(() => {
  document.body.focus();
});
afterEach(() => {
  cleanup();
  delete document.documentElement.dataset.painted;
});

const list = () => screen.getByRole('treegrid', { name: 'Threads' });
const titles = () =>
  within(list())
    .getAllByRole('row')
    .map((row) => row.querySelector('.truncate')?.textContent);
const selected = () => within(list()).queryByRole('row', { selected: true })?.id;
const search = () => screen.getByRole('textbox', { name: 'Filter threads' });

describe('the list', () => {
  it('shows all threads, newest first, agents folded under their parent, and marks the page as painted', async () => {
    await renderApp({ threads });
    expect(titles()).toEqual(['Alpha', 'Beta prompt', 'Gamma prompt']);
    expect(screen.getByText('4 threads', { selector: '[role=status]' })).toBeTruthy();
    await waitFor(() => expect(document.documentElement.dataset.painted).toBe('1'));
  });

  it('never shows an unknown number as zero', async () => {
    await renderApp({ threads });
    const row = within(list()).getByRole('row', { name: /Gamma/ });
    expect(row.textContent).toContain('– turns');
    expect(row.textContent).toContain('– tok');
  });

  it('points screen readers at the selected row and says where it stands', async () => {
    await renderApp({ threads });
    list().focus();
    press('ArrowDown');
    press('ArrowDown');
    expect(list().getAttribute('aria-activedescendant')).toBe('thread-b');
    const row = within(list()).getByRole('row', { selected: true });
    expect([row.getAttribute('aria-rowindex'), list().getAttribute('aria-rowcount')]).toEqual(['2', '3']);
  });

  it('opens and closes agents with the arrows and by the button', async () => {
    await renderApp({ threads, place: { threadId: 'c', item: 0, offset: 0, list: null, panes: [] } });
    list().focus();
    press('ArrowRight');
    expect(titles()).toEqual(['Alpha', 'Beta prompt', 'Gamma prompt', 'Delta review']);
    press('ArrowDown');
    expect(selected()).toBe('thread-d');
    press('ArrowLeft');
    expect(selected()).toBe('thread-c');
    press('ArrowLeft');
    expect(titles()).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: 'Show 1 sub-agent' }));
    expect(titles()).toHaveLength(4);
    expect(selected()).toBe('thread-c');
  });

  it('keeps the selection when threads come and change by themselves', async () => {
    const { fake } = await renderApp({ threads });
    fireEvent.click(within(list()).getByRole('row', { name: /Gamma/ }));
    fake.home.threads = [aThread({ id: 'new', name: 'Newest', recencyAtMs: 9000 }), ...threads];
    await tell(fake, { type: 'threads-changed', threadIds: ['new'] });
    await waitFor(() => expect(titles()[0]).toBe('Newest'));
    expect(selected()).toBe('thread-c');
  });
});

describe('keys', () => {
  it('moves with j and k, and with [ and ] from anywhere', async () => {
    await renderApp({ threads });
    press('j');
    press('j');
    expect(selected()).toBe('thread-b');
    press('k');
    expect(selected()).toBe('thread-a');
    screen.getByRole('main').focus();
    press(']');
    press(']');
    expect(selected()).toBe('thread-c');
    press('[');
    expect(selected()).toBe('thread-b');
  });

  it('opens with Enter or o and comes back with Escape', async () => {
    await renderApp({ threads });
    list().focus();
    press('j');
    press('Enter');
    expect(document.activeElement).toBe(screen.getByRole('main'));
    press('Escape');
    expect(document.activeElement).toBe(list());
    press('o');
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('selects at once and lets the thread follow when the selection rests', async () => {
    await renderApp({ threads });
    press('j');
    expect((await screen.findByTestId('thread')).textContent).toBe('a');
    await settle(200);
    // Timers cannot fire between these two.
    press('j');
    press('j');
    expect(selected()).toBe('thread-c');
    expect(screen.getByTestId('thread').textContent).toBe('b');
    await waitFor(() => expect(screen.getByTestId('thread').textContent).toBe('c'));
  });

  it('filters with / and takes Escape in two steps', async () => {
    await renderApp({ threads });
    press('/');
    expect(document.activeElement).toBe(search());
    fireEvent.change(search(), { target: { value: 'PROMPT beta' } });
    await waitFor(() => expect(titles()).toEqual(['Beta prompt']));
    expect(screen.getByText('1 of 4 threads')).toBeTruthy();
    press('j');
    expect(document.activeElement).toBe(search());
    press('Escape');
    await waitFor(() => expect(titles()).toHaveLength(3));
    press('Escape');
    expect(document.activeElement).toBe(list());
  });

  it('opens agents while a text is searched for, so that what fits is seen', async () => {
    await renderApp({ threads });
    fireEvent.change(search(), { target: { value: 'a' } });
    await waitFor(() => expect(titles()).toContain('Delta review'));
  });

  it('lists every key of the table on the sheet', async () => {
    await renderApp({ threads });
    press('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keys' });
    const missing = commandRows.filter(
      ([, row]) => row.keys.length > 0 && !within(sheet).queryAllByText(row.title)[0],
    );
    expect(missing).toEqual([]);
  });

  it('takes commands of the menu by their id', async () => {
    const { fake } = await renderApp({ threads });
    await tell(fake, { type: 'command', command: 'settings' });
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeTruthy();
    await tell(fake, { type: 'command', command: 'no such command' });
  });
});

describe('filters', () => {
  it('narrows by a pill and takes it off again with Delete', async () => {
    await renderApp({ threads });
    const pill = screen.getByRole('button', { name: 'State' });
    fireEvent.click(pill);
    fireEvent.click(await screen.findByRole('option', { name: /Archived/ }));
    await waitFor(() => expect(titles()).toEqual(['Beta prompt']));
    fireEvent.keyDown(screen.getByRole('button', { name: 'State: Archived' }), { key: 'Delete' });
    await waitFor(() => expect(titles()).toHaveLength(3));
  });

  it('chooses in a pill with the keyboard alone', async () => {
    await renderApp({ threads });
    fireEvent.click(screen.getByRole('button', { name: 'Branch' }));
    const find = await screen.findByRole('combobox', { name: 'Find branch' });
    fireEvent.change(find, { target: { value: 'feat' } });
    fireEvent.keyDown(find, { key: 'Enter' });
    await waitFor(() => expect(titles()).toEqual(['Alpha']));
  });

  it('narrows by a project and a source of the sidebar', async () => {
    await renderApp({ threads });
    fireEvent.click(screen.getByRole('treeitem', { name: 'Reviews 1' }));
    await waitFor(() => expect(titles()).toEqual(['Delta review']));
    fireEvent.click(screen.getByRole('treeitem', { name: 'All threads 4' }));
    await waitFor(() => expect(titles()).toHaveLength(3));
  });

  it('moves through the sidebar with the same keys while it has the focus', async () => {
    await renderApp({ threads });
    const tree = screen.getByRole('tree');
    tree.focus();
    press('j');
    press('j');
    expect(tree.getAttribute('aria-activedescendant')).toBe('side-shelf:archived');
    press('Enter');
    await waitFor(() => expect(titles()).toEqual(['Beta prompt']));
    expect(selected()).toBeUndefined();
    press('Escape');
    expect(document.activeElement).toBe(list());
  });

  it('says which filters leave nothing and clears them', async () => {
    await renderApp({ threads });
    fireEvent.change(search(), { target: { value: 'zebra' } });
    fireEvent.click(screen.getByRole('treeitem', { name: /CLI/ }));
    const set = await screen.findByRole('list', { name: 'Filters that are set' });
    await waitFor(() => expect(set.textContent).toBe('Text “zebra”Source CLI'));
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(titles()).toHaveLength(3));
  });

  it('sorts by the menu', async () => {
    await renderApp({ threads });
    press('s');
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Oldest first' }));
    await waitFor(() => expect(titles()).toEqual(['Gamma prompt', 'Beta prompt', 'Alpha']));
  });
});

describe('the palette', () => {
  it('finds threads by title and selects them, agents included', async () => {
    await renderApp({ threads });
    press('k', { ctrlKey: true });
    const input = await screen.findByRole('combobox', { name: 'Command or thread' });
    fireEvent.change(input, { target: { value: 'delta' } });
    await screen.findByRole('option', { name: /Delta/, selected: true });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(selected()).toBe('thread-d'));
  });

  it('runs commands', async () => {
    await renderApp({ threads });
    press('k', { ctrlKey: true });
    const input = await screen.findByRole('combobox', { name: 'Command or thread' });
    fireEvent.change(input, { target: { value: 'all keys' } });
    await screen.findByRole('option', { name: /All keys/, selected: true });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy();
  });
});

describe('the themes', () => {
  it.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['as the system', undefined],
  ])('the palette has %s', async (title, theme) => {
    const settings = {
      theme: title === 'dark' ? 'light' : 'dark',
      density: 'compact',
      view: 'everything',
    } as const;
    const { fake } = await renderApp({ threads, settings });
    press('k', { ctrlKey: true });
    const input = await screen.findByRole('combobox', { name: 'Command or thread' });
    fireEvent.change(input, { target: { value: `theme ${title}` } });
    await screen.findByRole('option', { name: `Theme: ${title}`, selected: true });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe(theme));
    expect(fake.home.settings.theme).toBe(theme ?? 'system');
  });
});

describe('the place', () => {
  it('is restored and kept', async () => {
    const stored = JSON.stringify({
      filters: { state: ['archived'] },
      sort: { key: 'size', direction: 'asc' },
    });
    const place = { threadId: 'b', item: 3, offset: 0, list: stored, panes: [300, 500, 1] };
    const { fake } = await renderApp({ threads, place });
    expect(titles()).toEqual(['Beta prompt']);
    expect(selected()).toBe('thread-b');
    const widths = screen.getAllByRole('separator').map((line) => line.getAttribute('aria-valuenow'));
    // The window of jsdom is 1024 px wide: the thread keeps its 360.
    expect(widths).toEqual(['164', '500']);
    expect(fake.home.place.item).toBe(3);
    fireEvent.click(screen.getByRole('button', { name: 'Remove State filter' }));
    fireEvent.click(await screen.findByRole('row', { name: /Alpha/ }));
    await waitFor(() => expect(fake.home.place).toMatchObject({ threadId: 'a', item: 0 }));
    expect(JSON.parse(fake.home.place.list ?? '')).toMatchObject({
      filters: { state: [] },
      sort: { key: 'size' },
    });
  });

  it('forgets a thread that is no longer there', async () => {
    await renderApp({ threads, place: { threadId: 'gone', item: 3, offset: 0, list: null, panes: [] } });
    expect(await screen.findByRole('heading', { name: 'No thread selected' })).toBeTruthy();
  });

  it('resizes panes by the keyboard and hides the projects', async () => {
    await renderApp({ threads });
    const [, line] = screen.getAllByRole('separator') as [HTMLElement, HTMLElement];
    const before = Number(line.getAttribute('aria-valuenow'));
    fireEvent.keyDown(line, { key: 'ArrowLeft' });
    expect(Number(line.getAttribute('aria-valuenow'))).toBe(before - 16);
    press('b', { ctrlKey: true });
    expect(screen.queryByRole('tree')).toBeNull();
    press('b', { ctrlKey: true });
    expect(screen.getByRole('tree')).toBeTruthy();
  });
});

describe('settings', () => {
  it('count at once and are stored', async () => {
    const { fake } = await renderApp({ threads });
    press(',');
    fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
    expect(fake.home.settings.theme).toBe('dark');
  });

  it('go back when they cannot be stored', async () => {
    const { fake } = await renderApp({ threads });
    fake.answer('settingsWrite', () => {
      throw { code: 'io', message: 'disk full' };
    });
    press(',');
    fireEvent.click(await screen.findByRole('radio', { name: 'Comfortable' }));
    await waitFor(() => expect(document.documentElement.dataset.density).toBe('compact'));
  });
});

describe('what stands where there is no list', () => {
  const app = {
    version: '0',
    platform: 'linux',
    home: readyHome,
    store: { state: 'ready', restarts: 0, message: null },
  } as const;
  const withHome = (home: Partial<typeof readyHome>) =>
    renderApp({ app: { ...app, home: { ...readyHome, ...home } } });

  it.each([
    ['missing', 'Welcome to Skein'],
    ['empty', 'No threads yet'],
    ['not_a_directory', 'This is not a folder'],
  ] as const)('a home that is %s', async (state, title) => {
    await withHome({ state });
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain('/home/ada/.codex');
    await waitFor(() => expect(document.documentElement.dataset.painted).toBe('1'));
  });

  it('an unreadable home says why in words', async () => {
    await withHome({ state: 'unreadable', errno: 'EACCES' });
    expect(screen.getByText('You do not have permission to read it. (EACCES)')).toBeTruthy();
  });

  it('leads from the welcome to the demo home', async () => {
    const { fake } = await withHome({ state: 'missing' });
    fake.home.threads = threads;
    fireEvent.click(screen.getByRole('button', { name: 'Open the demo home' }));
    await screen.findByRole('tree');
    await tell(fake, { type: 'home-changed', home: { ...readyHome, isDemo: true } });
    await waitFor(() => expect(titles()).toHaveLength(3));
    expect(screen.getAllByText('Demo home').length).toBeGreaterThan(0);
  });

  it('takes nothing of one home into another', async () => {
    const { fake } = await renderApp({ threads });
    fireEvent.click(within(list()).getByRole('row', { name: /Beta/ }));
    fireEvent.click(screen.getByRole('treeitem', { name: /Archived/ }));
    await waitFor(() => expect(titles()).toEqual(['Beta prompt']));
    fake.home.threads = [aThread({ id: 'other', name: 'Other' })];
    await tell(fake, { type: 'home-changed', home: { ...readyHome, path: '/elsewhere' } });
    await waitFor(() => expect(titles()).toEqual(['Other']));
    expect(selected()).toBeUndefined();
    expect(await screen.findByRole('heading', { name: 'No thread selected' })).toBeTruthy();
  });

  it('says why another home could not be opened', async () => {
    const { fake } = await withHome({ state: 'missing' });
    fake.answer('appChooseHome', () => {
      throw { code: 'home_unreadable', message: 'That folder cannot be read' };
    });
    fireEvent.click(screen.getByRole('button', { name: 'Choose a folder' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('That folder cannot be read'));
  });

  it('a list that cannot be read says why and tries again', async () => {
    const { fake } = await renderApp();
    fake.answer('threadsList', () => {
      throw { code: 'database', message: 'the database is malformed' };
    });
    await tell(fake, { type: 'home-changed', home: readyHome });
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('the database is malformed'));
    fake.answer('threadsList', () => ({ data: threads, nextCursor: null, refreshing: false }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(titles()).toHaveLength(3));
  });

  it('names folders that could not be read above the list, with the reasons on demand, as long as they cannot', async () => {
    const place = { rolloutId: null, line: null, offset: 0, length: 0, reason: 'unreadable' } as const;
    const obstacles = ['sessions/2026/05/20', 'archived_sessions'].map((file) => ({
      ...{ ...place, file },
      message: `No permission to read it. (EACCES) ${file.length}`,
    }));
    const home = { ...readyHome, obstacles };
    const { fake } = await renderApp({ threads, app: { ...app, home } });
    const notice = () => screen.queryByText(/Threads may be missing/);
    expect(notice()?.textContent).toBe(
      'Threads may be missing: sessions/2026/05/20 and 1 more could not be read.',
    );
    expect(titles()).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: 'Why' }));
    const dialog = await screen.findByRole('dialog', { name: 'What could not be read' });
    for (const { file, message } of obstacles) expect(dialog.textContent).toContain(`${file}${message}`);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close' }));

    fireEvent.click(within(list()).getByRole('row', { name: /Beta/ }));
    await tell(fake, { type: 'home-changed', home: { ...readyHome, obstacles: obstacles.slice(1) } });
    await waitFor(() =>
      expect(notice()?.textContent).toBe('Threads may be missing: archived_sessions could not be read.'),
    );
    await tell(fake, { type: 'home-changed', home: readyHome });
    expect(notice()).toBeNull();
    // The home is still the same: what is open stays open.
    expect(selected()).toBe('thread-b');
  });

  it('a home without threads', async () => {
    await renderApp();
    expect(screen.getByRole('heading', { name: 'No threads yet' })).toBeTruthy();
  });
});

describe('the store process', () => {
  const store = (state: 'restarting' | 'failed' | 'ready') =>
    ({ type: 'store-state', store: { state, restarts: 3, message: 'SIGKILL' } }) as const;

  it('says when it restarts, and reads again when it is back', async () => {
    const { fake } = await renderApp({ threads });
    await tell(fake, store('restarting'));
    expect(await screen.findByText(/Reading was interrupted/)).toBeTruthy();
    expect(titles()).toHaveLength(3);
    fake.home.threads = threads.slice(0, 1);
    await tell(fake, store('ready'));
    await waitFor(() => expect(titles()).toEqual(['Alpha']));
    // It stays for a moment, to be read.
    await waitFor(() => expect(screen.queryByText(/Reading was interrupted/)).toBeNull(), { timeout: 5000 });
  });

  it('can be started again after it was given up', async () => {
    const { fake } = await renderApp({ threads });
    await tell(fake, store('failed'));
    expect((await screen.findByRole('alert')).textContent).toContain('SIGKILL');
    fireEvent.click(screen.getByRole('button', { name: 'Start it again' }));
    await waitFor(() => expect(fake.calls.some(({ method }) => method === 'appRestartStore')).toBe(true));
    expect(titles()).toHaveLength(3);
  });

  it('shows how far the index is', async () => {
    const { fake } = await renderApp({ threads });
    await tell(fake, { type: 'index-progress', done: 1200, total: 20_000 });
    expect(await screen.findByText('Indexing 1,200 of 20,000')).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: 'Indexing' })).toBeTruthy();
    await tell(fake, { type: 'index-progress', done: 20_000, total: 20_000 });
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  });
});
