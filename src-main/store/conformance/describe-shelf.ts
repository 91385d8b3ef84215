import { describe, expect, test } from 'vitest';
import type { ThreadStore } from '../thread-store';
import type { StoreEvent } from '../types';
import { resumeParams } from './live-threads';
import { sampleId } from './sample-threads';
import { having, type OpenSubject, openStore, turnIds } from './writing-subject';

/** Archive, unarchive and delete (thread-store.md 3.8, 3.9, 8.5), as tests that every store has to pass. */
export function describeShelf(name: string, open: OpenSubject): void {
  const legacy = sampleId(1);
  const base = sampleId(2);
  const fork = sampleId(3);
  const archived = sampleId(4);
  const reverted = sampleId(7);
  const missing = sampleId(99);

  const read = (store: ThreadStore, threadId: string) =>
    store.readThread({ threadId, includeArchived: true });
  async function listed(store: ThreadStore, filter: { archived?: boolean } = {}): Promise<number[]> {
    const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc', ...filter });
    return data.map(({ id }) => Number(id.slice(-12)));
  }

  describe(`${name}: archive`, () => {
    test.each([
      ['legacy', legacy],
      ['paginated', base],
      ['reverted', reverted],
    ])('archive_thread_moves_rollout_to_archived_collection: %s', async (_kind, threadId) => {
      const store = await openStore(open);
      const before = await read(store, threadId);
      const turns = await turnIds(store, threadId);
      await having(store.shelf).archiveThread({ threadId });
      const after = await read(store, threadId);
      expect(after).toMatchObject({ archived: true, archivedAt: expect.any(Number) });
      const { updatedAt, recencyAt, createdAt, preview, name: title } = after;
      expect({ updatedAt, recencyAt, createdAt, preview, name: title }).toEqual({
        ...{ updatedAt: before.updatedAt, recencyAt: before.recencyAt, createdAt: before.createdAt },
        ...{ preview: before.preview, name: before.name },
      });
      expect(after.segments?.filter(({ threadId: of }) => of === threadId).every((s) => s.archived)).toBe(
        true,
      );
      expect(await turnIds(store, threadId)).toEqual(turns);
      await expect(store.readThread({ threadId, includeArchived: false })).rejects.toMatchObject({
        code: 'invalid_request',
        message: `thread ${threadId} is archived`,
      });
      expect(await listed(store, { archived: false })).not.toContain(Number(threadId.slice(-12)));
      expect(await listed(store, { archived: true })).toContain(Number(threadId.slice(-12)));
    });

    test('archiving twice, or what is not there, fails with the words of Codex', async () => {
      const store = await openStore(open);
      for (const threadId of [archived, missing]) {
        await expect(having(store.shelf).archiveThread({ threadId })).rejects.toThrow(
          `no rollout found for thread id ${threadId}`,
        );
      }
    });

    test('archiving a base leaves its forks readable', async () => {
      const store = await openStore(open);
      const turns = await turnIds(store, fork);
      await having(store.shelf).archiveThread({ threadId: base });
      expect(await turnIds(store, fork)).toEqual(turns);
    });
  });

  describe(`${name}: unarchive`, () => {
    test('unarchive_thread_restores_rollout_and_returns_updated_thread', async () => {
      const store = await openStore(open);
      const before = await read(store, archived);
      const restored = await having(store.shelf).unarchiveThread({ threadId: archived });
      expect(restored).toMatchObject({ archived: false, archivedAt: null, name: null });
      expect(restored.updatedAt).toBeGreaterThan(before.updatedAt);
      expect(restored.recencyAt).toBe(before.recencyAt);
      expect(await listed(store, { archived: true })).toEqual([]);
      expect(await listed(store, { archived: false })).toContain(4);
      expect(await read(store, archived)).toMatchObject({ archived: false, updatedAt: restored.updatedAt });
    });

    test.each([
      ['legacy', legacy],
      ['paginated', base],
      ['reverted', reverted],
    ])('name, git and turns survive the way there and back: %s', async (_kind, threadId) => {
      const store = await openStore(open);
      const turns = await turnIds(store, threadId);
      const gitInfo = { sha: 'a', branch: 'b', originUrl: null };
      const patch = { name: 'Mine', gitInfo };
      await having(store.metadata).updateThreadMetadata({ threadId, patch, includeArchived: false });
      await having(store.shelf).archiveThread({ threadId });
      expect(await having(store.shelf).unarchiveThread({ threadId })).toMatchObject(patch);
      expect(await turnIds(store, threadId)).toEqual(turns);
    });

    test('what is not archived cannot be unarchived', async () => {
      const store = await openStore(open);
      for (const threadId of [legacy, missing]) {
        await expect(having(store.shelf).unarchiveThread({ threadId })).rejects.toThrow(
          `no archived rollout found for thread id ${threadId}`,
        );
      }
    });
  });

  describe(`${name}: delete`, () => {
    test.each([
      ['active', legacy],
      ['archived', archived],
      ['reverted', reverted],
      ['fork', fork],
    ])('delete_thread_removes_active_and_archived_rollouts: %s', async (_kind, threadId) => {
      const store = await openStore(open);
      const others = (await listed(store)).filter((n) => n !== Number(threadId.slice(-12)));
      await having(store.shelf).deleteThread({ threadId });
      expect(await listed(store)).toEqual(others);
      await expect(read(store, threadId)).rejects.toMatchObject({ code: 'thread_not_found' });
      await expect(having(store.shelf).deleteThread({ threadId })).rejects.toMatchObject({
        code: 'thread_not_found',
      });
    });

    test('delete_thread_rejects_referenced_paginated_history, also of an archived child', async () => {
      const store = await openStore(open);
      const shelf = having(store.shelf);
      const refusal = `cannot delete thread ${base}: forked history still references it`;
      await expect(shelf.deleteThread({ threadId: base })).rejects.toThrow(refusal);
      await shelf.archiveThread({ threadId: fork });
      await expect(shelf.deleteThread({ threadId: base })).rejects.toThrow(refusal);
      expect(await turnIds(store, fork)).toEqual(['beta-1', 'gamma-1']);
      await shelf.deleteThread({ threadId: fork });
      await shelf.deleteThread({ threadId: base });
      expect(await listed(store)).toEqual([1, 4, 5, 6, 7]);
    });
  });

  describe(`${name}: the shelf and others`, () => {
    test('a loaded thread is neither archived nor deleted', async () => {
      const store = await openStore(open);
      const [live, shelf] = [having(store.live), having(store.shelf)];
      await live.resumeThread(resumeParams(1));
      const refusal = {
        code: 'conflict',
        message: expect.stringContaining(`thread ${legacy} already has an active writer`),
      };
      await expect(shelf.archiveThread({ threadId: legacy })).rejects.toMatchObject(refusal);
      await expect(shelf.deleteThread({ threadId: legacy })).rejects.toMatchObject(refusal);
      await live.shutdownThread({ threadId: legacy });
      await shelf.archiveThread({ threadId: legacy });
      await shelf.deleteThread({ threadId: legacy });
    });

    test('a loaded archived thread is not unarchived', async () => {
      const store = await openStore(open);
      const [live, shelf] = [having(store.live), having(store.shelf)];
      await live.resumeThread(resumeParams(4, { includeArchived: true }));
      await expect(shelf.unarchiveThread({ threadId: archived })).rejects.toMatchObject({ code: 'conflict' });
      await live.shutdownThread({ threadId: archived });
      await shelf.unarchiveThread({ threadId: archived });
    });

    test('the list is told of', async () => {
      const store = await openStore(open);
      const seen: StoreEvent[] = [];
      store.subscribe((event) => seen.push(event));
      await having(store.shelf).archiveThread({ threadId: legacy });
      await expect.poll(() => seen.some(({ type }) => type === 'threads-changed')).toBe(true);
    });
  });
}
