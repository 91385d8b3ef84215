import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aThread } from '../../test/a-thread';
import { fakeEdits } from '../../test/fake-edits';
import { press, renderApp } from '../../test/render-app';

vi.mock('../thread/thread-view', () => ({
  ThreadView: ({ threadId }: { threadId: string }) => <p data-testid="thread">{threadId}</p>,
}));

async function start() {
  const app = await renderApp({
    threads: [
      aThread({ id: 'one', name: 'One', recencyAtMs: 9 }),
      aThread({ id: 'two', name: 'Two', recencyAtMs: 8 }),
    ],
  });
  const edits = fakeEdits(app.fake);
  screen.getByRole('treegrid', { name: 'Threads' }).focus();
  return { ...app, edits };
}

async function archiveAll() {
  press('a', { ctrlKey: true });
  press('e');
  fireEvent.click(await screen.findByRole('button', { name: 'Apply 2 changes' }));
  await screen.findByText('2 threads changed.');
  fireEvent.click(screen.getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  screen.getByRole('treegrid', { name: 'Threads' }).focus();
}

afterEach(cleanup);

const view = () => screen.findByRole('region', { name: 'Journal' });

describe('the journal', () => {
  it('says that nothing was edited yet', async () => {
    await start();
    press('h');
    expect(await within(await view()).findByText('Nothing was edited yet')).toBeTruthy();
    press('Escape');
    expect(screen.queryByRole('region', { name: 'Journal' })).toBeNull();
  });

  it('shows what was done to which threads, and undoes one of them, then the rest', async () => {
    const { fake, edits } = await start();
    await archiveAll();
    press('h');
    const head = await within(await view()).findByRole('button', { expanded: false });
    expect(head.textContent).toContain('To archive');
    expect(head.textContent).toContain('2 threads');
    await waitFor(() => expect(document.activeElement).toBe(head));
    fireEvent.click(head);
    const [first] = await screen.findAllByRole('button', { name: 'Undo this one …' });
    fireEvent.click(first as HTMLElement);
    fireEvent.click(await screen.findByRole('button', { name: 'Apply 1 change' }));
    await waitFor(() => expect(fake.home.threads.filter(({ archived }) => archived)).toHaveLength(1));
    expect(await within(await view()).findByText('partly undone')).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: 'Undo: To archive' }).at(-1) as HTMLElement);
    fireEvent.click(await screen.findByRole('button', { name: 'Apply 1 change' }));
    await waitFor(() => expect(fake.home.threads.some(({ archived }) => archived)).toBe(false));
    expect(edits.journal.map(({ batch }) => batch.state)).toEqual(['applied', 'applied', 'undone']);
  });

  it('is of one thread with Shift+H, and of all on demand', async () => {
    const { fake } = await start();
    press('j');
    press('H', { shiftKey: true });
    expect(await within(await view()).findByText('Journal of this thread')).toBeTruthy();
    expect(
      fake.calls.some(
        ({ method, input }) =>
          method === 'editsJournal' && (input as { threadId?: string }).threadId === 'one',
      ),
    ).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Show all threads' }));
    expect(await within(await view()).findByText('Journal')).toBeTruthy();
  });

  it('tells when another program put a value back', async () => {
    const { edits } = await start();
    await archiveAll();
    const [done] = edits.journal;
    const entry = done?.entries[0];
    if (!entry) throw new Error('nothing was journalled');
    entry.putBack = [{ field: 'git.branch', value: 'master', atMs: 1_790_000_000_000 }];
    press('h');
    fireEvent.click(await within(await view()).findByRole('button', { expanded: false }));
    expect(await screen.findByText(/Another program put branch back to master/)).toBeTruthy();
  });

  it('empties the bin only after asking', async () => {
    const { fake } = await start();
    press('j');
    press('Delete');
    fireEvent.click(await screen.findByRole('button', { name: 'Delete 1 thread' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('h');
    fireEvent.click(await within(await view()).findByRole('button', { name: 'Empty …' }));
    const question = await screen.findByRole('dialog', { name: 'Empty the bin?' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    expect(fake.calls.some(({ method }) => method === 'editsEmptyBin')).toBe(false);
    fireEvent.click(within(question).getByRole('button', { name: 'Empty the bin' }));
    expect(await screen.findByText('The bin is empty')).toBeTruthy();
  });
});
