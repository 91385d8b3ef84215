import type { EditPlan, EditRequest, PlanEntry } from '@contracts/model/edit';
import type { ThreadSummary } from '@contracts/model/thread';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import type { FakeBridge, FakeContent } from '../../test/fake-bridge';
import { press, renderApp, settle, tell } from '../../test/render-app';
import { answer, contentOf, prompt } from '../thread/testing/content-of';

afterEach(cleanup);

const parentId = '01a20484-0000-7000-8000-0000000000aa';
const forkId = '01a20484-0000-7000-8000-0000000000bb';

const content = () =>
  contentOf([
    { items: [prompt('First question'), answer('First answer')] },
    { items: [prompt('Second question'), answer('Second answer')] },
    { items: [prompt('Third question'), answer('Third answer')] },
  ]);

function planOf(request: EditRequest, over: Partial<PlanEntry> = {}): EditPlan {
  const entry: PlanEntry = {
    threadId: parentId,
    title: 'The parent',
    fields: [{ field: 'turns', before: '3', after: '2' }],
    writes: [{ target: 'rollout', place: 'sessions/a.jsonl', what: 'append two lines' }],
    problems: [],
    related: [],
    leaving: [],
    ...over,
  };
  const counts = { total: 1, changing: 1, unchanged: 0, refused: 0 };
  return { planId: 'p1', kind: request.kind, label: `Do ${request.kind}`, counts, entries: [entry] };
}

/** The window with the parent open, a store that plans what it is asked to, and a fork for whoever applies. */
async function open(
  facts: Partial<ThreadSummary> = {},
  shown: FakeContent = content(),
  others: ThreadSummary[] = [],
) {
  const parent = aThread({ id: parentId, name: 'The parent', format: 'legacy', ...facts });
  const asked: EditRequest[] = [];
  const { fake } = await renderApp({
    threads: [parent, ...others],
    content: { [parentId]: shown, [forkId]: content() },
  });
  fake.answer('editsPlan', ({ request }) => {
    asked.push(request);
    return planOf(request);
  });
  fake.answer('editsApply', () => ({
    batchId: 'b1',
    changed: 1,
    unchanged: 0,
    failures: [],
    failed: 0,
    newThreadId: asked.at(-1)?.kind === 'fork' ? forkId : null,
  }));
  fireEvent.click(document.getElementById(`thread-${parentId}`) as HTMLElement);
  await screen.findByText('Third answer', undefined, { timeout: 10_000 });
  await settle();
  return { fake, asked };
}

const turn = (number: number) => screen.getByRole('article', { name: `Turn ${number}` });
/** Moves the focus to the head of a turn. */
async function focus(number: number): Promise<void> {
  turn(number).focus();
  await settle();
}

/** Rows that are shown as about to leave, also behind a dialog. */
const leaving = () =>
  screen
    .getAllByRole('article', { hidden: true })
    .flatMap((row) => (row.dataset.leaving ? [row.getAttribute('aria-label')] : []));

async function apply(): Promise<void> {
  const dialog = await screen.findByRole('dialog', { name: /^Do / });
  fireEvent.click(within(dialog).getByRole('button', { name: /^Apply/ }));
  await settle(50);
}

function addFork(fake: FakeBridge): void {
  fake.home.threads.push(aThread({ id: forkId, name: 'The fork', forkedFromId: parentId }));
}

describe('a fork', () => {
  it.each([
    ['f', {}, 'beforeTurn', 'Forked before turn 2 of'],
    ['F', { shiftKey: true }, 'throughTurn', 'Forked through turn 2 of'],
  ] as const)('by the key %s leads to the new thread, with a way back', async (key, held, kind, words) => {
    const { fake, asked } = await open();
    await focus(2);
    press(key, held);
    await settle();
    expect(asked).toEqual([{ kind: 'fork', threadId: parentId, boundary: { kind, turnId: 'turn-1' } }]);
    addFork(fake);
    await apply();
    expect((await screen.findByRole('heading', { level: 2 })).textContent).toBe('The fork');
    const line = await screen.findByText(new RegExp(`^${words}`));
    expect(line.textContent).toContain('The parent');
    fireEvent.click(screen.getByRole('button', { name: 'Back to it' }));
    await settle(300);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('The parent');
    // The fork knows its parent also later.
    expect(screen.queryByText(new RegExp(`^${words}`))).toBeNull();
  });

  it('is not made before the plan is applied', async () => {
    const { fake } = await open();
    await focus(2);
    press('f');
    const dialog = await screen.findByRole('dialog', { name: 'Do fork' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await settle(50);
    expect(fake.calls.map(({ method }) => method)).not.toContain('editsApply');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('The parent');
  });

  it('of the whole thread is in the menu beside its title', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Fork or roll back' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Fork the thread …' }));
    await settle(50);
    expect(asked).toEqual([{ kind: 'fork', threadId: parentId, boundary: { kind: 'latest' } }]);
  });
});

describe('a rollback', () => {
  it('shows in the transcript what would leave, until the plan was applied', async () => {
    const { asked } = await open();
    await focus(2);
    press('u');
    await settle();
    expect(screen.getByText('2 turns will leave the model’s view')).toBeTruthy();
    expect(leaving()).toContain('Turn 2');
    expect(leaving()).toContain('Turn 3');
    expect(leaving()).not.toContain('Turn 1');
    // Nothing was asked for yet.
    expect(asked).toEqual([]);

    fireEvent.click(screen.getByRole('button', { name: 'Show the plan' }));
    await screen.findByRole('dialog', { name: 'Do rollback' });
    expect(asked).toEqual([{ kind: 'rollback', threadId: parentId, turns: 2 }]);
    expect(leaving()).not.toEqual([]);
    await apply();
    expect(leaving()).toEqual([]);
    expect(screen.queryByRole('form', { name: 'Roll back' })).toBeNull();
  });

  it('takes another number by the arrow keys, and none after Esc', async () => {
    const { asked } = await open();
    await focus(3);
    press('u');
    await settle();
    const number = screen.getByRole('spinbutton', { name: 'Roll back' });
    expect(document.activeElement).toBe(number);
    press('ArrowUp');
    await settle();
    expect(leaving()).toContain('Turn 2');
    press('ArrowUp');
    press('ArrowUp');
    await settle();
    expect((number as HTMLInputElement).value).toBe('3');
    press('ArrowDown');
    await settle();
    expect(screen.getByText('2 turns will leave the model’s view')).toBeTruthy();
    press('Escape');
    await settle();
    expect(leaving()).toEqual([]);
    expect(asked).toEqual([]);
    expect(document.activeElement).toBe(turn(3));
  });

  it('of a paginated thread is a revert to a turn', async () => {
    const { asked } = await open({ format: 'paginated' });
    await focus(2);
    press('u');
    await settle();
    fireEvent.submit(screen.getByRole('form', { name: 'Roll back' }));
    await settle(50);
    expect(asked).toEqual([{ kind: 'revert', threadId: parentId, beforeTurnId: 'turn-1' }]);
  });

  it('stays previewed when the plan is put away', async () => {
    await open();
    await focus(3);
    press('u');
    await settle();
    fireEvent.submit(screen.getByRole('form', { name: 'Roll back' }));
    const dialog = await screen.findByRole('dialog', { name: 'Do rollback' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await settle(50);
    expect(leaving()).toContain('Turn 3');
  });

  it('is given up when the turns have left by another way', async () => {
    const { fake } = await open();
    await focus(3);
    press('u');
    await settle();
    const turns = content().turns.map((one, index) =>
      index < 2 ? one : { ...one, reverted: { by: 'rollback' as const, at: null, record: null, turns: 1 } },
    );
    fake.home.content[parentId] = { ...content(), turns };
    await tell(fake, {
      type: 'thread-scanned',
      threadId: parentId,
      revision: 'r1',
      turnCount: 3,
      itemCount: 6,
      changedFrom: 2,
      complete: true,
      scannedBytes: 1,
      totalBytes: 1,
    });
    await settle(50);
    expect(screen.queryByRole('form', { name: 'Roll back' })).toBeNull();
  });
});

describe('what was made of a thread', () => {
  it('is named in its header, reviews apart from forks and agents, and leads there', async () => {
    const made = (over: Partial<ThreadSummary>) => aThread({ forkedFromId: parentId, ...over });
    await open({}, content(), [
      made({ id: forkId, name: 'The fork' }),
      made({ name: 'The review', reviewOf: parentId }),
      made({ name: 'An agent', source: { subAgent: 'review' } }),
    ]);
    fireEvent.click(screen.getByRole('button', { name: '1 review' }));
    const reviews = await screen.findByRole('dialog', { name: 'Reviews of the thread' });
    expect(
      within(reviews)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('The review')]);
    fireEvent.click(screen.getByRole('button', { name: '1 fork' }));
    const forks = await screen.findByRole('dialog', { name: 'Forks of the thread' });
    fireEvent.click(within(forks).getByRole('button', { name: /The fork/ }));
    await settle(300);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('The fork');
  });
});

describe('where nothing can be done', () => {
  it.each([
    [{ archived: true }, /archived/],
    [{ format: 'bare' }, /old format/],
    [{ damaged: true }, /cannot be read/],
  ] as const)('the menu says why: %o', async (facts, reason) => {
    const { asked } = await open(facts);
    fireEvent.click(screen.getByRole('button', { name: 'Fork or roll back at turn 2' }));
    const menu = await screen.findByRole('menu');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map((item) => item.getAttribute('aria-disabled'))).toEqual(['true', 'true', 'true']);
    for (const item of items) expect(item.textContent).toMatch(reason);
    expect(asked).toEqual([]);
  });

  it('the key says why', async () => {
    const { asked } = await open({ archived: true });
    await focus(2);
    press('f');
    await settle();
    expect(screen.getByText(/The thread is archived/)).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('a turn that has left already offers nothing', async () => {
    const reverted = contentOf([
      { items: [prompt('Kept'), answer('Third answer')] },
      { items: [prompt('Gone'), answer('gone')], act: 1 },
    ]);
    await open({}, reverted);
    fireEvent.click(screen.getByRole('button', { name: 'Fork or roll back at turn 2' }));
    const menu = await screen.findByRole('menu');
    expect(menu.textContent).toMatch(/left the model’s view already/);
  });
});
