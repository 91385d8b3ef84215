import { describe, expect, test } from 'vitest';
import type { Thread } from '../../contracts/model/thread';
import type { ThreadStore } from '../thread-store';
import type { ThreadMetadataPatch } from '../types';
import { createParams, resumeParams, turnItems } from './live-threads';
import { sampleId, updatedAtMs } from './sample-threads';
import { having, type OpenSubject, openStore, sizeOf } from './writing-subject';

/** Metadata updates of the storage contract (thread-store.md 3.7, 8.3), as tests that every store has to pass. */
export function describeMetadata(name: string, open: OpenSubject): void {
  const legacy = sampleId(1);
  const paginated = sampleId(2);
  const archived = sampleId(4);
  const withoutMessage = sampleId(5);
  const dialects = [
    ['legacy', legacy],
    ['paginated', paginated],
  ] as const;

  const update = (store: ThreadStore, threadId: string, patch: ThreadMetadataPatch, includeArchived = true) =>
    having(store.metadata).updateThreadMetadata({ threadId, patch, includeArchived });
  const read = (store: ThreadStore, threadId: string) =>
    store.readThread({ threadId, includeArchived: true });
  async function listed(store: ThreadStore, threadId: string): Promise<Thread | undefined> {
    const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
    return data.find((thread) => thread.id === threadId);
  }
  /** The answer, a later read and the list have to say the same. */
  async function everywhere<Value>(
    store: ThreadStore,
    answer: Thread,
    of: (thread: Thread) => Value,
  ): Promise<Value> {
    const value = of(answer);
    expect(of(await read(store, answer.id))).toEqual(value);
    const entry = await listed(store, answer.id);
    expect(entry && of(entry)).toEqual(value);
    return value;
  }
  const gitOf = (thread: Thread) => thread.gitInfo;
  /** Everything but what a scan in the background may tell meanwhile. */
  const known = ({ turnCount: _whenScanned, ...thread }: Thread) => thread;

  describe(`${name}: metadata`, () => {
    test.each(dialects)('sets_name: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const named = await update(store, threadId, { name: 'Mine' });
      expect(await everywhere(store, named, (thread) => thread.name)).toBe('Mine');
      const found = await store.listThreads({
        ...{ searchTerm: 'Mine', sortKey: 'created_at', sortDirection: 'desc' },
      });
      expect(found.data.map(({ id }) => id)).toEqual([threadId]);
    });

    test.each(dialects)(
      'a name is cleared again, and two threads may share one: %s',
      async (_dialect, id) => {
        const store = await openStore(open);
        await update(store, sampleId(3), { name: 'Mine' });
        await update(store, id, { name: 'Mine' });
        expect((await read(store, sampleId(3))).name).toBe('Mine');
        const cleared = await update(store, id, { name: null });
        expect(await everywhere(store, cleared, (thread) => thread.name)).toBeNull();
        expect((await read(store, sampleId(3))).name).toBe('Mine');
      },
    );

    test.each(dialects)('sets_memory_mode: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const off = await update(store, threadId, { memoryMode: 'disabled' });
      expect(await everywhere(store, off, (thread) => thread.memoryMode)).toBe('disabled');
      const on = await update(store, threadId, { memoryMode: 'enabled' });
      expect(await everywhere(store, on, (thread) => thread.memoryMode)).toBe('enabled');
    });

    test.each(dialects)('preserves_memory_mode_when_updating_git_info: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      await update(store, threadId, { memoryMode: 'disabled' });
      const { memoryMode } = await update(store, threadId, { gitInfo: { branch: 'other' } });
      expect(memoryMode).toBe('disabled');
      await update(store, threadId, { memoryMode: 'enabled' });
      expect((await read(store, threadId)).gitInfo?.branch).toBe('other');
    });

    test.each(dialects)('sets_git_info: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const git = { sha: 'f'.repeat(40), branch: 'feature/x', originUrl: 'https://e.org/other.git' };
      expect(await everywhere(store, await update(store, threadId, { gitInfo: git }), gitOf)).toEqual(git);
    });

    test.each(dialects)('partially_updates_git_info: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const git = { sha: 'a', branch: 'b', originUrl: 'https://e.org/c.git' };
      await update(store, threadId, { gitInfo: git });
      const changed = await update(store, threadId, { gitInfo: { branch: 'd' } });
      expect(await everywhere(store, changed, gitOf)).toEqual({ ...git, branch: 'd' });
    });

    test.each(dialects)('clears_git_info_fields: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      await update(store, threadId, {
        gitInfo: { sha: 'a', branch: 'b', originUrl: 'https://e.org/c.git' },
      });
      const one = await update(store, threadId, { gitInfo: { sha: null } });
      expect(await everywhere(store, one, gitOf)).toMatchObject({ sha: null, branch: 'b' });
      const all = await update(store, threadId, { gitInfo: { branch: null, originUrl: null } });
      // A cleared git field stays cleared: upstream's list shows the first header's again.
      expect(await everywhere(store, all, gitOf)).toBeNull();
      await update(store, threadId, { memoryMode: 'disabled' });
      expect((await read(store, threadId)).gitInfo).toBeNull();
    });

    test.each(dialects)('applies_combined_explicit_patch: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const git = { sha: 'a', branch: 'b', originUrl: null };
      const patch = { name: 'Mine', memoryMode: 'disabled', gitInfo: git } as const;
      const thread = await update(store, threadId, patch);
      const told = ({ name, memoryMode, gitInfo }: Thread) => ({ name, memoryMode, gitInfo });
      expect(await everywhere(store, thread, told)).toEqual(patch);
    });

    test('a legacy rollout tells what the user changed, a paginated one does not, and what was observed neither', async () => {
      const store = await openStore(open);
      const before = await sizeOf(store, legacy);
      await update(store, legacy, { name: 'Mine' });
      expect(await sizeOf(store, legacy)).toEqual(before);
      await update(store, legacy, { memoryMode: 'disabled' });
      expect((await sizeOf(store, legacy)).lines).toBe(before.lines + 1);
      await update(store, legacy, { gitInfo: { branch: 'b' } });
      expect((await sizeOf(store, legacy)).lines).toBe(before.lines + 2);
      await update(store, legacy, { gitInfo: { branch: 'c' }, cliVersion: '0.169.0' });
      expect((await sizeOf(store, legacy)).lines).toBe(before.lines + 2);

      const own = await sizeOf(store, paginated);
      await update(store, paginated, { name: 'Mine', memoryMode: 'disabled', gitInfo: { branch: 'b' } });
      expect(await sizeOf(store, paginated)).toEqual(own);
    });

    test.each(dialects)('edits by the user move a thread in no list: %s', async (_dialect, threadId) => {
      const store = await openStore(open);
      const before = await read(store, threadId);
      await update(store, threadId, { name: 'Mine', memoryMode: 'disabled', gitInfo: { branch: 'b' } });
      const { updatedAt, recencyAt, createdAt } = await read(store, threadId);
      const { updatedAt: updatedBefore, recencyAt: recencyBefore, createdAt: createdBefore } = before;
      expect([updatedAt, recencyAt, createdAt]).toEqual([updatedBefore, recencyBefore, createdBefore]);
    });

    test('naming an archived thread has no partial effect', async () => {
      const store = await openStore(open);
      const before = known(await read(store, archived));
      const naming = update(store, archived, { name: 'Mine', gitInfo: { branch: 'b' } }, false);
      await expect(naming).rejects.toThrow(`no rollout found for thread id ${archived}`);
      expect(known(await read(store, archived))).toEqual(before);
    });

    test('rejects_unknown_thread: explicit and observed_metadata_rejects_unknown_thread_without_rollout', async () => {
      const store = await openStore(open);
      for (const patch of [{ name: 'Mine' }, { preview: 'x', model: 'm' }, { gitInfo: { sha: 'a' } }]) {
        await expect(update(store, sampleId(99), patch)).rejects.toMatchObject({ code: 'thread_not_found' });
      }
      expect(await listed(store, sampleId(99))).toBeUndefined();
    });

    test('keeps_archived_thread_archived', async () => {
      const store = await openStore(open);
      const git = { sha: 'a', branch: 'b', originUrl: null };
      const changed = await update(store, archived, { gitInfo: git });
      expect(changed).toMatchObject({ archived: true, gitInfo: git });
      await update(store, archived, { model: 'm' });
      const { data } = await store.listThreads({
        ...{ archived: true, sortKey: 'created_at', sortDirection: 'desc' },
      });
      expect(data.map(({ id }) => id)).toEqual([archived]);
    });

    test('an empty patch only reads', async () => {
      const store = await openStore(open);
      const before = known(await read(store, legacy));
      expect(known(await update(store, legacy, {}))).toEqual(before);
      expect(known(await read(store, legacy))).toEqual(before);
    });

    test('applies_latest_preview_and_first_user_message', async () => {
      const store = await openStore(open);
      for (const preview of ['One', 'Two']) {
        await update(store, withoutMessage, { preview, firstUserMessage: preview, title: preview });
        expect((await read(store, withoutMessage)).preview).toBe(preview);
      }
      // What the title has because of the first message is no name.
      expect((await read(store, withoutMessage)).name).toBeNull();
    });

    test('observed facts are applied as they are', async () => {
      const store = await openStore(open);
      const at = new Date(updatedAtMs(1) + 5000);
      await update(store, legacy, {
        ...{ model: 'gpt-6', reasoningEffort: 'high', tokensUsed: 4711, cliVersion: '0.169.0' },
        updatedAt: at,
      });
      expect(await read(store, legacy)).toMatchObject({
        ...{ model: 'gpt-6', reasoningEffort: 'high', tokensUsed: 4711, cliVersion: '0.169.0' },
        updatedAtMs: at.getTime(),
        gitInfo: { branch: 'main' },
      });
    });

    test('recency only advances', async () => {
      const store = await openStore(open);
      const at = new Date(Date.UTC(2026, 10, 25));
      await update(store, legacy, { advanceRecencyAt: at });
      await update(store, legacy, { advanceRecencyAt: new Date(at.getTime() - 60_000) });
      const { recencyAt } = await read(store, legacy);
      expect(recencyAt).toBe(at.getTime() / 1000);
    });

    test.each(['legacy', 'paginated'] as const)(
      'live_thread_memory_mode_update_before_rollout_materializes_keeps_history_mode: %s',
      async (historyMode) => {
        const store = await openStore(open);
        const live = having(store.live);
        const threadId = sampleId(51);
        await live.createThread(createParams(51, historyMode));
        const changed = await update(store, threadId, { memoryMode: 'disabled' });
        expect(changed).toMatchObject({ memoryMode: 'disabled', historyMode });
        await live.appendItems({ threadId, items: turnItems(51, 'one', 'First', historyMode) });
        await live.shutdownThread({ threadId });
        expect(await read(store, threadId)).toMatchObject({ memoryMode: 'disabled', historyMode });
      },
    );

    test.each([
      ['legacy', 1],
      ['paginated', 2],
    ] as const)('a loaded thread is updated beside its writer: %s', async (historyMode, n) => {
      const store = await openStore(open);
      const live = having(store.live);
      const threadId = sampleId(n);
      await live.resumeThread(resumeParams(n));
      await update(store, threadId, { gitInfo: { branch: 'b' }, name: 'Mine' });
      await live.appendItems({ threadId, items: turnItems(n, 'more', 'More', historyMode) });
      await live.shutdownThread({ threadId });
      const thread = await read(store, threadId);
      expect(thread).toMatchObject({ name: 'Mine', gitInfo: { branch: 'b' }, damaged: threadId === legacy });
    });
  });
}
