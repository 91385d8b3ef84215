import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aThread } from '../../test/a-thread';
import { fakeEdits } from '../../test/fake-edits';
import { press, renderApp, settle, tell } from '../../test/render-app';

vi.mock('../thread/thread-view', () => ({
  ThreadView: ({ threadId }: { threadId: string }) => <p data-testid="thread">{threadId}</p>,
}));

const at = (recencyAtMs: number) => ({ recencyAtMs, recencyAt: recencyAtMs / 1000 });
const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
const threads = () => names.map((name, nth) => aThread({ id: name.toLowerCase(), name, ...at(9000 - nth) }));

async function start(home = threads()) {
  const app = await renderApp({ threads: home });
  const edits = fakeEdits(app.fake);
  list().focus();
  return { ...app, edits };
}

afterEach(cleanup);

// What stands behind a dialog is hidden from roles.
const list = () => screen.getByRole('treegrid', { name: 'Threads', hidden: true });
const row = (name: string) => within(list()).getByRole('row', { name: new RegExp(name), hidden: true });
const chosen = () =>
  within(list())
    .queryAllByRole('row', { selected: true, hidden: true })
    .map((one) => one.id.slice('thread-'.length));
const dialog = () => screen.findByRole('dialog');
const button = (name: string | RegExp) => within(screen.getByRole('dialog')).findByRole('button', { name });
const lamp = () => document.querySelector('footer')?.textContent;
const noDialog = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('choosing threads', () => {
  it('takes one more or less with Ctrl, a range with Shift, all with Ctrl+A, and none with Escape', async () => {
    await start();
    fireEvent.click(row('Alpha'));
    fireEvent.click(row('Gamma'), { ctrlKey: true });
    expect(chosen()).toEqual(['alpha', 'gamma']);
    expect(screen.getByText('2 selected')).toBeTruthy();
    fireEvent.click(row('Gamma'), { ctrlKey: true });
    expect(chosen()).toEqual(['alpha']);
    fireEvent.click(row('Beta'));
    fireEvent.click(row('Delta'), { shiftKey: true });
    expect(chosen()).toEqual(['beta', 'gamma', 'delta']);
    list().focus();
    press('a', { ctrlKey: true });
    expect(screen.getByText('4 selected')).toBeTruthy();
    press('Escape');
    expect(screen.getByText('4 threads', { selector: '[role=status]' })).toBeTruthy();
    expect(chosen()).toEqual(['delta']);
  });

  it('grows with Shift and the arrows, and a plain step lets go of it', async () => {
    await start();
    press('j');
    press('ArrowDown', { shiftKey: true });
    press('ArrowDown', { shiftKey: true });
    expect(chosen()).toEqual(['alpha', 'beta', 'gamma']);
    press('ArrowUp', { shiftKey: true });
    expect(chosen()).toEqual(['alpha', 'beta']);
    press('ArrowDown');
    expect(chosen()).toEqual(['gamma']);
  });

  it('lets go of what a filter hides, so that no edit reaches it', async () => {
    await start();
    press('a', { ctrlKey: true });
    fireEvent.change(screen.getByRole('textbox', { name: 'Filter threads' }), { target: { value: 'eta' } });
    await waitFor(() => expect(screen.getByText('1 selected')).toBeTruthy());
  });
});

describe('a plan', () => {
  it('shows old and new and writes nothing until it is applied; the lamp says so', async () => {
    const { fake, edits } = await start();
    expect(lamp()).toContain('Read-only');
    press('j');
    press('e');
    const plan = await dialog();
    await within(plan).findByText('archived');
    expect(lamp()).toContain('Plan open');
    expect(within(plan).getByText('state_5.sqlite, threads alpha')).toBeTruthy();
    expect(fake.calls.some(({ method }) => method === 'editsApply')).toBe(false);
    fireEvent.keyDown(document.activeElement ?? plan, { key: 'Escape' });
    await noDialog();
    expect(lamp()).toContain('Read-only');
    await waitFor(() => expect(edits.plans.size, 'a cancelled plan is dropped').toBe(0));
    expect(fake.home.threads.some(({ archived }) => archived)).toBe(false);
  });

  it('has the focus on Apply, goes on with the next thread, and offers the way back', async () => {
    const { fake } = await start();
    press('j');
    press('e');
    await dialog();
    const apply = await button('Apply 1 change');
    await waitFor(() => expect(document.activeElement).toBe(apply));
    // False: prevented. An Enter that is held from before presses nothing.
    expect(fireEvent.keyDown(apply, { key: 'Enter', repeat: true })).toBe(false);
    expect(fireEvent.keyDown(apply, { key: 'Enter' })).toBe(true);
    fireEvent.click(apply);
    await noDialog();
    expect(fake.home.threads.find(({ id }) => id === 'alpha')?.archived).toBe(true);
    expect(chosen()).toEqual(['beta']);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    fireEvent.click(await button('Apply 1 change'));
    await noDialog();
    expect(fake.home.threads.find(({ id }) => id === 'alpha')?.archived).toBe(false);
  });

  it('stays with the thread that was to go, but could not', async () => {
    const { edits } = await start();
    press('j');
    press('e');
    const apply = await button('Apply 1 change');
    edits.changed.add('alpha');
    fireEvent.click(apply);
    expect(await screen.findByText(/could not be changed/)).toBeTruthy();
    expect(chosen()).toEqual(['alpha']);
  });

  it('keeps the notice with its Undo for ten seconds, and as long as somebody is at it', async () => {
    await start();
    press('j');
    press('e');
    await dialog();
    fireEvent.click(await button('Apply 1 change'));
    const undo = await screen.findByRole('button', { name: 'Undo' });
    vi.useFakeTimers();
    try {
      fireEvent.mouseEnter(undo.closest('div') as HTMLElement);
      vi.advanceTimersByTime(60_000);
      expect(undo.isConnected).toBe(true);
      fireEvent.mouseLeave(undo.closest('div') as HTMLElement);
    } finally {
      vi.useRealTimers();
    }
  });

  it('shows new values at once and puts them back when it fails', async () => {
    const { fake, edits } = await start();
    let fail: (error: unknown) => void = () => undefined;
    edits.gate = new Promise((_resolve, reject) => {
      fail = reject;
    });
    press('j');
    press('F2');
    const field = screen.getByRole('textbox', { name: 'Name of the thread' });
    fireEvent.change(field, { target: { value: ' Renamed ' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(document.activeElement).toBe(list());
    await dialog();
    fireEvent.click(await button('Apply 1 change'));
    await waitFor(() => expect(row('Renamed')).toBeTruthy());
    fail({ code: 'io', message: 'the disk is full' });
    expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
    expect(row('Alpha')).toBeTruthy();
    expect(fake.home.threads.some(({ name }) => name === 'Renamed')).toBe(false);
  });

  it('lists what is left out first, with the reason, and says what failed', async () => {
    const { edits } = await start();
    edits.locked.add('gamma');
    edits.changed.add('beta');
    press('a', { ctrlKey: true });
    press('e');
    const plan = await dialog();
    expect(await within(plan).findByText(/3 of 4 threads change/)).toBeTruthy();
    const rows = within(plan).getAllByRole('row');
    expect(rows[0]?.textContent).toContain('in use by codex (4242)');
    fireEvent.click(await button('Apply 3 changes'));
    expect(await within(plan).findByText(/2 threads changed. 1 thread could not be changed/)).toBeTruthy();
    expect(within(plan).getByText('the thread was changed since the plan was made')).toBeTruthy();
    expect(lamp()).toContain('Read-only');
    fireEvent.click(await button('Undo …'));
    expect(await within(plan).findByText(/2 of 2 threads change/)).toBeTruthy();
  });

  it('can be read with the arrows, row by row', async () => {
    await start();
    press('a', { ctrlKey: true });
    press('e');
    const table = await within(await dialog()).findByRole('treegrid', { name: 'Threads of the plan' });
    table.focus();
    const current = () => within(table).getByRole('row', { selected: true });
    press('ArrowDown');
    press('ArrowDown');
    expect(current().textContent).toContain('Gamma');
    expect(table.getAttribute('aria-activedescendant')).toBe(current().id);
    expect(current().getAttribute('aria-expanded')).toBe('false');
    press('ArrowRight');
    expect(current().textContent).toContain('state_5.sqlite');
    press('ArrowLeft');
    press('End');
    expect(current().textContent).toContain('Delta');
  });

  it('says why it cannot be made, and what became of it when the store stopped', async () => {
    const { fake } = await start();
    fake.answer('editsPlan', () => {
      throw { code: 'unsupported', message: 'editing is not supported' };
    });
    press('j');
    press('e');
    expect((await screen.findByRole('alert')).textContent).toContain('editing is not supported');
    expect(screen.getByRole('alert').textContent).toContain('Nothing was written.');
  });

  it('counts while many are done', async () => {
    const { fake, edits } = await start();
    let go: (value: unknown) => void = () => undefined;
    edits.gate = new Promise((resolve) => {
      go = resolve;
    });
    press('a', { ctrlKey: true });
    press('e');
    await dialog();
    fireEvent.click(await button('Apply 4 changes'));
    const planId = [...edits.plans.keys()][0] ?? '';
    await settle(200);
    await tell(fake, { type: 'edit-progress', planId, done: 3, total: 4 });
    expect(screen.getByText('3 of 4')).toBeTruthy();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    expect(screen.getByRole('dialog'), 'it cannot be left while it is done').toBeTruthy();
    go(null);
    expect(await screen.findByText('4 threads changed.')).toBeTruthy();
  });
});

describe('deleting', () => {
  it('asks with the focus on Cancel, removes the row, and can be undone', async () => {
    const { fake } = await start();
    press('j');
    press('Delete');
    await dialog();
    const cancel = await button('Cancel');
    await waitFor(() => expect(document.activeElement).toBe(cancel));
    fireEvent.click(await button('Delete 1 thread'));
    await noDialog();
    expect(fake.home.threads).toHaveLength(3);
    expect(within(list()).queryByRole('row', { name: /Alpha/, hidden: true })).toBeNull();
    press('z', { ctrlKey: true });
    await dialog();
    fireEvent.click(await button('Apply 1 change'));
    await noDialog();
    expect(fake.home.threads).toHaveLength(4);
  });
});

describe('what happens without the user', () => {
  it.each([
    ['recovered', /had been interrupted/],
    ['put-back', /put back an old value/],
  ] as const)('is told: %s', async (reason, words) => {
    const { fake } = await start();
    await tell(fake, { type: 'journal-changed', reason, batchIds: ['b'] });
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show journal' }));
    expect(await screen.findByRole('region', { name: 'Journal' })).toBeTruthy();
  });
});

describe('the menu of a row', () => {
  it('is for the row under the pointer', async () => {
    await start();
    fireEvent.contextMenu(row('Beta'));
    const item = await screen.findByRole('menuitem', { name: /^Archive/ });
    expect(chosen()).toEqual(['beta']);
    fireEvent.click(item);
    expect(await within(await dialog()).findByText('state_5.sqlite, threads beta')).toBeTruthy();
  });
});
