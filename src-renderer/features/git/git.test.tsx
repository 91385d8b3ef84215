import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aThread } from '../../test/a-thread';
import { fakeEdits } from '../../test/fake-edits';
import { press, renderApp, settle } from '../../test/render-app';

vi.mock('../thread/thread-view', () => ({
  ThreadView: ({ threadId }: { threadId: string }) => <p data-testid="thread">{threadId}</p>,
}));

const git = (branch: string | null) => ({
  branch,
  sha: 'a'.repeat(40),
  originUrl: 'https://example.org/x.git',
});
const threads = () => [
  aThread({ id: 'one', name: 'One', recencyAtMs: 9, gitInfo: git('master') }),
  aThread({ id: 'two', name: 'Two', recencyAtMs: 8, gitInfo: git('master') }),
  aThread({ id: 'three', name: 'Three', recencyAtMs: 7, gitInfo: git('dev') }),
];

async function start() {
  const app = await renderApp({ threads: threads() });
  const edits = fakeEdits(app.fake);
  screen.getByRole('treegrid', { name: 'Threads' }).focus();
  return { ...app, edits };
}

async function openSheet() {
  press('j');
  press('b');
  const sheet = await screen.findByRole('dialog', { name: 'Git of the thread' });
  await within(sheet).findByRole('textbox', { name: 'Branch' });
  return sheet;
}

afterEach(cleanup);

const branchOf = (fake: Awaited<ReturnType<typeof start>>['fake'], id: string) =>
  fake.home.threads.find((thread) => thread.id === id)?.gitInfo?.branch;
const field = (name: string) =>
  screen.getByLabelText(name, { selector: 'input:not([type=radio])' }) as HTMLInputElement;
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

describe('git of one thread', () => {
  it('sets one field and clears another, after showing both', async () => {
    const { fake } = await start();
    await openSheet();
    type('Branch', ' main ');
    fireEvent.click(screen.getByRole('button', { name: 'Clear commit' }));
    fireEvent.keyDown(field('Branch'), { key: 'Enter' });
    const apply = await screen.findByRole('button', { name: 'Apply 1 change' });
    const request = fake.calls.find(({ method }) => method === 'editsPlan')?.input;
    expect(request).toEqual({
      request: { kind: 'git', threadIds: ['one'], change: { branch: 'main', sha: null } },
    });
    fireEvent.click(apply);
    await waitFor(() => expect(branchOf(fake, 'one')).toBe('main'));
    await waitFor(() => expect(field('Branch').value).toBe('main'));
    expect(screen.queryByText(/was master/)).toBeNull();
  });

  it('refuses an empty value in the words of upstream, and lets a field be left again', async () => {
    await start();
    await openSheet();
    type('Branch', '  ');
    expect(screen.getByRole('alert').textContent).toContain('gitInfo.branch must not be empty');
    expect(screen.getByRole('button', { name: 'Show change …' })).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByRole('button', { name: 'Leave branch as it is' }));
    expect(field('Branch').value).toBe('master');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is off while another program has the thread, and says which', async () => {
    const { edits } = await start();
    edits.locked.add('one');
    const sheet = await openSheet();
    expect((await within(sheet).findByText(/In use by codex \(process 4242\)/)).textContent).toBeTruthy();
    expect(field('Branch').disabled).toBe(true);
  });

  it('asks the repository only after it was allowed, and shows what it says beside the field', async () => {
    const { fake } = await start();
    fake.answer('gitAllow', () => ({
      cwd: '/home/ada/loom',
      state: 'ok',
      message: null,
      recorded: git('master'),
      repository: {
        root: '/home/ada/loom',
        branch: 'main',
        sha: 'b'.repeat(40),
        originUrl: null,
        commit: 'missing',
        containedIn: null,
        recordedBranch: 'found',
        origin: 'no_remote',
      },
    }));
    await openSheet();
    expect(screen.queryByText('is not in the repository')).toBeNull();
    fireEvent.click(await screen.findByRole('button', { name: 'Look into the repository' }));
    expect(await screen.findByText('is not in the repository')).toBeTruthy();
    expect(fake.calls.filter(({ method }) => method === 'gitAllow')).toEqual([
      { method: 'gitAllow', input: { threadId: 'one', allow: true } },
    ]);
  });

  it('tells where a value comes from and what it was before', async () => {
    const { fake } = await start();
    const value = { field: 'branch' as const, file: 'sessions/r.jsonl', at: '2026-01-01T00:00:00Z' };
    fake.answer('gitHistory', () => ({
      values: [
        { ...value, value: 'old', line: 1, current: false },
        { ...value, value: 'master', file: 'state_5.sqlite', line: null, at: null, current: true },
      ],
    }));
    const sheet = await openSheet();
    const earlier = await within(sheet).findByRole('list', { name: 'Earlier values' });
    expect(earlier.textContent).toContain('old');
    expect(field('Branch').parentElement?.title).toBe('From state_5.sqlite, row of the thread');
  });
});

describe('git of many threads', () => {
  const view = () => screen.getByRole('region', { name: 'Edit git of many threads' });

  it('previews a rule for all that are selected, and does it as one edit', async () => {
    const { fake, edits } = await start();
    press('a', { ctrlKey: true });
    press('b');
    expect(within(view()).getByRole('radio', { name: '3 selected threads' })).toHaveProperty('checked', true);
    type('New branch', 'main');
    type('Branch that the threads are on now', 'master');
    expect(await within(view()).findByText(/2 of 3 threads change/)).toBeTruthy();
    fireEvent.click(await within(view()).findByRole('button', { name: 'Apply 2 changes' }));
    expect(await screen.findByText('2 threads changed.')).toBeTruthy();
    expect(['one', 'two', 'three'].map((id) => branchOf(fake, id))).toEqual(['main', 'main', 'dev']);
    expect(edits.journal).toHaveLength(1);
  });

  it('lists conflicts before anything is applied', async () => {
    const { edits } = await start();
    edits.locked.add('two');
    press('a', { ctrlKey: true });
    press('b');
    type('New commit', 'f'.repeat(40));
    expect(await within(view()).findByText(/1 left out, listed first/)).toBeTruthy();
    expect(within(view()).getAllByRole('row')[0]?.textContent).toContain('in use by codex');
  });

  it('makes the preview anew when it could not be done, since the plan is gone then', async () => {
    const { fake, edits } = await start();
    press('a', { ctrlKey: true });
    press('b');
    type('New branch', 'main');
    const apply = await within(view()).findByRole('button', { name: 'Apply 3 changes' });
    const [old] = edits.plans.keys();
    edits.plans.clear();
    fake.answer('editsApply', () => Promise.reject({ code: 'stale', message: 'The plan is gone' }));
    fireEvent.click(apply);
    expect(await screen.findByText(/The plan is gone/)).toBeTruthy();
    await waitFor(() => expect(edits.plans.size).toBe(1));
    expect([...edits.plans.keys()]).not.toEqual([old]);
  });

  it('does nothing on Ctrl+Enter where nothing would change', async () => {
    const { fake } = await start();
    press('a', { ctrlKey: true });
    press('b');
    type('New commit', 'a'.repeat(40));
    await within(view()).findByRole('button', { name: 'Nothing to change' });
    await settle(400);
    fireEvent.keyDown(field('New commit'), { key: 'Enter', ctrlKey: true });
    expect(fake.calls.some(({ method }) => method === 'editsApply')).toBe(false);
  });

  it('holds one plan at most, and none once it is closed', async () => {
    const { edits } = await start();
    press('B', { shiftKey: true });
    type('New branch', 'x');
    await settle(400);
    type('New branch', 'xy');
    await settle(400);
    expect(edits.plans.size).toBe(1);
    field('New branch').focus();
    press('Escape');
    await settle();
    expect(screen.queryByRole('region', { name: 'Edit git of many threads' })).toBeNull();
    expect(edits.plans.size).toBe(0);
  });
});
