import type { ReviewDraft } from '@contracts/edits';
import type { EditPlan, EditRequest } from '@contracts/model/edit';
import type { ThreadSummary } from '@contracts/model/thread';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { press, renderApp, settle } from '../../test/render-app';
import { answer, command, contentOf, prompt } from '../thread/testing/content-of';
import { emptyDraft } from './draft-keeper';
import { newFinding } from './finding-of-item';

afterEach(cleanup);

const threadId = '01a20484-0000-7000-8000-0000000000aa';
const otherId = '01a20484-0000-7000-8000-0000000000bb';
const reviewId = '01a20484-0000-7000-8000-0000000000cc';

const content = () =>
  contentOf([
    {
      items: [
        prompt('Fix the total'),
        command('npm test', 'red', 1),
        {
          type: 'fileChange',
          id: 'f',
          status: 'completed',
          changes: [
            {
              path: 'total.py',
              kind: { type: 'update', move_path: null },
              diff: '@@ -4,1 +4,2 @@\n-a\n+b\n+c',
            },
          ],
        },
        answer('Fixed'),
      ],
    },
  ]);

/** The window with a thread open, and a store that keeps drafts and takes reviews. */
async function open(kept: ReviewDraft | null = null, facts: Partial<ThreadSummary> = {}) {
  const threads = [
    aThread({ id: threadId, name: 'The thread', ...facts }),
    aThread({ id: otherId, name: 'Another one' }),
  ];
  const { fake } = await renderApp({ threads, content: { [threadId]: content(), [otherId]: content() } });
  const store = { draft: kept };
  const asked: EditRequest[] = [];
  fake.answer('editsReadDraft', (input) => ({
    draft: input.threadId === threadId ? store.draft : null,
    savedAtMs: store.draft && 1_790_000_000_000,
  }));
  fake.answer('editsSaveDraft', ({ draft }) => {
    store.draft = draft as ReviewDraft | null;
    return {};
  });
  fake.answer('editsPlan', ({ request }): EditPlan => {
    asked.push(request);
    const counts = { total: 1, changing: 1, unchanged: 0, refused: 0 };
    const entry = {
      threadId,
      title: 'The thread',
      fields: [{ field: 'review' as const, before: null, after: 'patch is incorrect, one finding' }],
      writes: [],
      problems: [],
      related: [],
      leaving: [],
    };
    return { planId: 'p1', kind: request.kind, label: 'Review a thread', counts, entries: [entry] };
  });
  fake.answer('editsApply', () => ({
    batchId: 'b1',
    changed: 1,
    unchanged: 0,
    failures: [],
    failed: 0,
    newThreadId: reviewId,
  }));
  fireEvent.click(document.getElementById(`thread-${threadId}`) as HTMLElement);
  await screen.findByText('Fixed', undefined, { timeout: 10_000 });
  await settle();
  return { fake, store, asked };
}

const pane = () => screen.getByRole('complementary', { name: 'Review' });
const field = (name: string, at = 0) => within(pane()).getAllByLabelText(name)[at] as HTMLInputElement;
const type = (name: string, value: string, at = 0) =>
  fireEvent.change(field(name, at), { target: { value } });

async function openPane(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: /review of this thread|Review this thread/ }));
  await within(pane()).findByRole('radiogroup', { name: 'Verdict' });
}

describe('the review', () => {
  it('is written, kept as a draft, planned, and gone from the drafts when it was made', async () => {
    const { store, asked } = await open();
    await openPane();
    fireEvent.click(within(pane()).getByRole('radio', { name: 'Patch is incorrect' }));
    type('Explanation of the verdict', 'It adds twice.');
    fireEvent.click(within(pane()).getByRole('button', { name: 'Add a finding' }));
    await settle();
    expect(document.activeElement).toBe(field('Title'));
    type('Title', 'Wrong total');
    type('Explanation', 'Because.');
    fireEvent.click(within(pane()).getByRole('radio', { name: 'P1' }));
    type('Confidence, %', '95', 1);
    type('File, if it is about one', '/srv/loom/total.py');
    type('From line', '4');
    await waitFor(() => expect(within(pane()).getByText(/^Saved \d\d:\d\d$/)).toBeTruthy(), {
      timeout: 5000,
    });
    const finding = {
      title: 'Wrong total',
      body: 'Because.',
      priority: 1,
      confidence: 0.95,
      file: '/srv/loom/total.py',
      startLine: 4,
      endLine: 0,
    };
    const draft = {
      findings: [finding],
      verdict: 'patch is incorrect',
      explanation: 'It adds twice.',
      confidence: 0.8,
    };
    expect(store.draft).toEqual(draft);

    field('Title').focus();
    press('Enter', { ctrlKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Review a thread' });
    expect(asked).toEqual([
      { kind: 'review', threadId, review: { ...draft, findings: [{ ...finding, endLine: 4 }] } },
    ]);
    fireEvent.click(within(dialog).getByRole('button', { name: /^Apply/ }));
    await settle(100);
    expect(screen.queryByRole('complementary', { name: 'Review' })).toBeNull();
    expect(store.draft).toBeNull();
    expect(screen.getByRole('button', { name: 'Open it' })).toBeTruthy();
  });

  it('goes on where it was left, also after the pane was closed', async () => {
    const kept: ReviewDraft = {
      ...emptyDraft,
      explanation: 'So far',
      findings: [{ ...newFinding, title: 'One' }],
    };
    const { store } = await open(kept);
    await openPane();
    expect(field('Explanation of the verdict').value).toBe('So far');
    type('Explanation of the verdict', 'So far, so good');
    field('Explanation of the verdict').focus();
    press('Escape');
    await settle();
    expect(screen.queryByRole('complementary', { name: 'Review' })).toBeNull();
    expect(store.draft?.explanation).toBe('So far, so good');
    expect(screen.getByRole('button', { name: 'Go on with the review of this thread' })).toBeTruthy();
    await openPane();
    expect(field('Explanation of the verdict').value).toBe('So far, so good');
    expect(within(pane()).getByRole('button', { name: /P2 One/ })).toBeTruthy();
  });

  it('says field by field what it lacks before it can be finished, and asks the store nothing', async () => {
    const { asked } = await open();
    await openPane();
    fireEvent.click(within(pane()).getByRole('button', { name: /Finish/ }));
    await settle(50);
    expect(within(pane()).getByText('Say whether the patch is correct.')).toBeTruthy();
    expect(document.activeElement?.getAttribute('type')).toBe('radio');
    fireEvent.click(within(pane()).getByRole('button', { name: 'Add a finding' }));
    await settle();
    expect(field('Title').getAttribute('aria-invalid')).toBe('true');
    const fault = document.getElementById(field('Title').getAttribute('aria-describedby') ?? '');
    expect(fault?.textContent).toBe('A finding needs a title.');
    type('Title', 'x');
    expect(field('Title').getAttribute('aria-invalid')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is thrown away only after a question', async () => {
    const { store } = await open({ ...emptyDraft, explanation: 'So far' });
    await openPane();
    const ask = async () => {
      fireEvent.click(within(pane()).getByRole('button', { name: 'Discard …' }));
      return await screen.findByRole('dialog', { name: 'Discard the review?' });
    };
    fireEvent.click(within(await ask()).getByRole('button', { name: 'Keep it' }));
    await settle(50);
    expect(store.draft?.explanation).toBe('So far');
    fireEvent.click(within(await ask()).getByRole('button', { name: 'Discard' }));
    await settle(50);
    expect(store.draft).toBeNull();
    expect(field('Explanation of the verdict').value).toBe('');
  });

  it('puts a removed finding back', async () => {
    await open({ ...emptyDraft, findings: ['One', 'Two'].map((title) => ({ ...newFinding, title })) });
    await openPane();
    fireEvent.click(within(pane()).getByRole('button', { name: 'Remove finding 1' }));
    expect(within(pane()).queryByText('One')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Put it back' }));
    await settle();
    const titles = within(pane())
      .getAllByRole('button', { expanded: false })
      .map(({ textContent }) => textContent);
    expect(titles.concat(field('Title').value).join()).toContain('P2 Two');
    expect(field('Title').value).toBe('One');
  });

  it('stays beside other threads, and says whose it is', async () => {
    await open();
    await openPane();
    fireEvent.click(document.getElementById(`thread-${otherId}`) as HTMLElement);
    await settle(300);
    fireEvent.click(within(pane()).getByRole('button', { name: 'The thread' }));
    await settle(300);
    expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('The thread');
  });

  it('of a thread that nothing can branch off is kept, not finished', async () => {
    await open(null, { archived: true });
    await openPane();
    expect(within(pane()).getByRole('button', { name: /Finish/ })).toHaveProperty('disabled', true);
    expect(within(pane()).getByText(/The thread is archived/)).toBeTruthy();
  });

  it('says that it is not saved, and why', async () => {
    const { fake } = await open();
    await openPane();
    fake.answer('editsSaveDraft', () => {
      throw { code: 'store_unavailable', message: 'the store is away' };
    });
    type('Explanation of the verdict', 'So far');
    await waitFor(() => expect(within(pane()).getByText(/Not saved: the store is away/)).toBeTruthy(), {
      timeout: 5000,
    });
  });
});

describe('a finding on an item', () => {
  it('takes file and lines from a file change, by a key', async () => {
    await open();
    screen.getByRole('article', { name: 'File change' }).focus();
    await settle();
    press('n');
    await within(pane()).findByLabelText('Title');
    await settle();
    expect(field('File, if it is about one').value).toBe('/home/ada/loom/total.py');
    expect([field('From line').value, field('to line').value]).toEqual(['4', '5']);
    expect(document.activeElement).toBe(field('Title'));
  });

  it('quotes a command, by the button beside it', async () => {
    await open();
    const row = screen.getByRole('article', { name: 'Command' });
    fireEvent.click(within(row).getByRole('button', { name: 'Add a finding on this item' }));
    await within(pane()).findByLabelText('Title');
    expect(field('Explanation').value).toBe('This command exited with 1:\n\n```\nnpm test\n```\n');
  });
});
