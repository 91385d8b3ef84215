import type { ReviewDraft } from '@contracts/edits';
import type { Failure } from '@contracts/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../app/client';
import { fakeBridge } from '../../test/fake-bridge';
import { DraftKeeper, emptyDraft } from './draft-keeper';
import { newFinding } from './finding-of-item';

const finding = (title: string) => ({ ...newFinding, title });
const unavailable = { code: 'store_unavailable', message: 'the store is away' } satisfies Failure;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A keeper over a store that holds `kept`. */
function keeperOf(kept: ReviewDraft | null = null) {
  const fake = fakeBridge();
  const store = { draft: kept };
  fake.answer('editsReadDraft', () => ({ draft: store.draft, savedAtMs: store.draft && 1000 }));
  fake.answer('editsSaveDraft', ({ draft }) => {
    store.draft = draft as ReviewDraft | null;
    return {};
  });
  const keeper = new DraftKeeper(createClient(fake.bridge), 't');
  const saves = () => fake.calls.filter(({ method }) => method === 'editsSaveDraft').length;
  return { fake, store, keeper, saves };
}

const pause = () => vi.advanceTimersByTimeAsync(500);

describe('DraftKeeper', () => {
  it('keeps what was written at the next pause, once for many letters', async () => {
    const { keeper, store, saves } = keeperOf();
    await keeper.read();
    for (const explanation of ['G', 'Go', 'Goo', 'Good']) keeper.change({ explanation });
    expect(keeper.state().saving).toBe('waiting');
    expect(saves()).toBe(0);
    await pause();
    expect(saves()).toBe(1);
    expect(store.draft).toEqual({ ...emptyDraft, explanation: 'Good' });
    expect(keeper.state()).toMatchObject({ saving: 'kept', savedAtMs: Date.now() });
  });

  it('reads once, and goes on with what was kept', async () => {
    const kept = { ...emptyDraft, findings: [finding('a'), finding('b')] };
    const { fake, keeper } = keeperOf(kept);
    await Promise.all([keeper.read(), keeper.read()]);
    await keeper.read();
    expect(fake.calls).toHaveLength(1);
    expect(keeper.state()).toMatchObject({ phase: 'ready', draft: kept, savedAtMs: 1000, saving: 'kept' });
    expect(new Set(keeper.state().keys).size).toBe(2);
  });

  it('adds a finding behind those that were kept, also when it comes before they were read', async () => {
    const { keeper } = keeperOf({ ...emptyDraft, findings: [finding('old')] });
    await keeper.add(finding('new'));
    expect(keeper.state().draft.findings.map(({ title }) => title)).toEqual(['old', 'new']);
    expect(keeper.state().added).toBe(keeper.state().keys[1]);
  });

  it('changes, removes and puts back by the key of a finding', async () => {
    const { keeper, store } = keeperOf({ ...emptyDraft, findings: ['a', 'b', 'c'].map(finding) });
    await keeper.read();
    const [, b = -1, c = -1] = keeper.state().keys;
    const removed = keeper.remove(b);
    keeper.changeFinding(c, { title: 'C' });
    expect(removed).toEqual({ finding: finding('b'), place: 1 });
    await keeper.add(finding('b'), 1);
    await pause();
    expect(store.draft?.findings.map(({ title }) => title)).toEqual(['a', 'b', 'C']);
    expect(keeper.remove(b)).toBeNull();
  });

  it('is no draft any more when everything was taken out of it', async () => {
    const { keeper, store } = keeperOf({ ...emptyDraft, findings: [finding('a')] });
    await keeper.read();
    keeper.remove(keeper.state().keys[0] ?? -1);
    await pause();
    expect(store.draft).toBeNull();
    expect(keeper.state().savedAtMs).toBeNull();
  });

  it('tries again by itself when it could not be kept, and loses nothing meanwhile', async () => {
    const { fake, keeper, store } = keeperOf();
    await keeper.read();
    fake.answer('editsSaveDraft', () => {
      throw unavailable;
    });
    keeper.change({ explanation: 'one' });
    await pause();
    expect(keeper.state()).toMatchObject({ saving: 'failed', error: 'the store is away' });
    keeper.change({ explanation: 'one two' });
    fake.answer('editsSaveDraft', ({ draft }) => {
      store.draft = draft as ReviewDraft;
      return {};
    });
    await vi.advanceTimersByTimeAsync(4000);
    expect(store.draft?.explanation).toBe('one two');
    expect(keeper.state()).toMatchObject({ saving: 'kept', error: null });
  });

  it('keeps at once what is asked for, also while an earlier writing is under way', async () => {
    const { fake, keeper, store } = keeperOf();
    await keeper.read();
    const slow: (() => void)[] = [];
    fake.answer('editsSaveDraft', async ({ draft }) => {
      await new Promise<void>((resolve) => slow.push(resolve));
      store.draft = draft as ReviewDraft;
      return {};
    });
    keeper.change({ explanation: 'first' });
    await pause();
    keeper.change({ explanation: 'second' });
    const flushed = keeper.flush();
    slow.shift()?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(store.draft?.explanation).toBe('first');
    expect(keeper.state().saving).toBe('waiting');
    slow.shift()?.();
    await flushed;
    expect(store.draft?.explanation).toBe('second');
    expect(keeper.state().saving).toBe('kept');
  });

  it('is not thrown away when the store does not take it', async () => {
    const { fake, keeper } = keeperOf({ ...emptyDraft, explanation: 'kept' });
    await keeper.read();
    fake.answer('editsSaveDraft', () => {
      throw unavailable;
    });
    await expect(keeper.discard()).rejects.toThrow('the store is away');
    expect(keeper.state().draft.explanation).toBe('kept');
  });

  it('is empty once it was thrown away, whatever waited to be kept', async () => {
    const { keeper, store } = keeperOf();
    await keeper.add(finding('a'));
    await keeper.discard();
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.draft).toBeNull();
    expect(keeper.state()).toMatchObject({ draft: emptyDraft, keys: [], saving: 'kept', savedAtMs: null });
  });

  it('can be read again after it could not be read; what cannot be read is not written over', async () => {
    const { fake, keeper, saves } = keeperOf();
    fake.answer('editsReadDraft', () => {
      throw unavailable;
    });
    await keeper.read();
    expect(keeper.state()).toMatchObject({ phase: 'failed', error: 'the store is away' });
    await keeper.add(finding('a'));
    await pause();
    expect(saves()).toBe(0);
    fake.answer('editsReadDraft', () => ({ draft: { ...emptyDraft, explanation: 'x' }, savedAtMs: 5 }));
    await keeper.read();
    expect(keeper.state()).toMatchObject({ phase: 'ready', savedAtMs: 5 });
  });

  it('writes nothing any more once its home was left', async () => {
    const { keeper, saves } = keeperOf();
    await keeper.read();
    keeper.change({ explanation: 'of the home before' });
    keeper.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    await keeper.flush();
    expect(saves()).toBe(0);
  });
});
