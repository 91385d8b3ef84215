import { describe, expect, onTestFinished, test } from 'vitest';
import type { LiveWriting, ThreadStore } from '../thread-store';
import type { Subject } from './describe-reading';
import { createParams, type Dialect, resumeParams, turnItems } from './live-threads';
import { sampleId, sampleRollouts, type SampleRollout } from './sample-threads';

/** New threads; the samples take the numbers below. */
const newThread = 51;
const threadId = sampleId(newThread);
const absent = { code: 'thread_not_found', message: `thread not found: ${threadId}` };

/**
 * The rules of live writers (thread-store.md 3.3), as tests that every store with `live` has to pass. Titles name
 * upstream's scenarios (thread-store.md 8.1).
 */
export function describeLive(
  name: string,
  open: (rollouts: readonly SampleRollout[]) => Promise<Subject>,
): void {
  async function subject(
    rollouts: readonly SampleRollout[] = [],
  ): Promise<{ store: ThreadStore; live: LiveWriting }> {
    const opened = await open(rollouts);
    onTestFinished(() => opened.remove());
    const { store } = opened;
    if (!store.live) throw new Error('the store has no live writers');
    return { store, live: store.live };
  }

  /** Prompts and answers of a thread's turns, as stored. */
  async function said(store: ThreadStore, id = threadId): Promise<string[]> {
    const { turns } = await store.listTurns({ threadId: id, view: 'upstream', sortDirection: 'asc' });
    return turns
      .flatMap(({ items }) =>
        items.map((item) =>
          item.type === 'userMessage'
            ? JSON.stringify(item.content)
            : 'text' in item
              ? String(item.text)
              : item.type,
        ),
      )
      .map((text) => /Prompt \w+|Answer to \w+ \w+/.exec(text)?.[0] ?? text);
  }
  const turn = (id: string, dialect: Dialect) => turnItems(newThread, id, `Prompt ${id}`, dialect);
  const saidIn = (...ids: string[]) => ids.flatMap((id) => [`Prompt ${id}`, `Answer to Prompt ${id}`]);
  const read = (store: ThreadStore) => store.readThread({ threadId, includeArchived: true });

  describe.each<Dialect>(['legacy', 'paginated'])(`${name}: live writers, %s`, (dialect) => {
    const params = createParams(newThread, dialect);
    const append = (live: LiveWriting, id: string) =>
      live.appendItems({ threadId, items: turn(id, dialect) });

    test('live_writer_lifecycle_writes_and_closes', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      expect(await said(store)).toEqual(saidIn('one'));
      await live.persistThread({ threadId });
      await append(live, 'two');
      await live.flushThread({ threadId });
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one', 'two'));
      expect(await read(store)).toMatchObject({ id: threadId, cwd: '/srv/a', modelProvider: 'openai' });
      await expect(append(live, 'three')).rejects.toMatchObject(absent);
    });

    test('live_thread_shutdown_does_not_materialize_empty_thread_metadata: an unused thread leaves nothing', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await live.flushThread({ threadId });
      await live.appendItems({ threadId, items: [] });
      await live.shutdownThread({ threadId });
      await expect(read(store)).rejects.toMatchObject({ code: 'thread_not_found' });
      expect((await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' })).data).toEqual([]);
    });

    test('persist makes a thread that has no items yet', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await live.persistThread({ threadId });
      expect(await read(store)).toMatchObject({ id: threadId, preview: '' });
      await append(live, 'one');
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one'));
    });

    test('create_thread_rejects_duplicate_live_writer', async () => {
      const { live } = await subject();
      const refused = {
        code: 'invalid_request',
        message: `thread ${threadId} already has a live local writer`,
      };
      const first = live.createThread(params);
      await expect(live.createThread(params)).rejects.toMatchObject(refused);
      await first;
      await expect(live.createThread(params)).rejects.toMatchObject(refused);
      await expect(live.resumeThread(resumeParams(newThread))).rejects.toMatchObject(refused);
    });

    test('resume_thread_rejects_duplicate_live_writer', async () => {
      const { live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      await live.shutdownThread({ threadId });
      await live.resumeThread(resumeParams(newThread));
      await expect(live.resumeThread(resumeParams(newThread))).rejects.toMatchObject({
        code: 'invalid_request',
        message: `thread ${threadId} already has a live local writer`,
      });
    });

    test('resume_thread_reopens_live_writer_and_appends', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      await live.shutdownThread({ threadId });
      await live.resumeThread(resumeParams(newThread));
      await append(live, 'two');
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one', 'two'));
    });

    test('discard_thread_stops_cloned_recorder_and_drops_unmaterialized_live_writer', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await live.discardThread({ threadId });
      await expect(append(live, 'one')).rejects.toMatchObject(absent);
      await expect(read(store)).rejects.toMatchObject({ code: 'thread_not_found' });
      // There is nothing to discard: that is no fault.
      await live.discardThread({ threadId });
      await live.createThread(params);
      await append(live, 'one');
      expect(await said(store)).toEqual(saidIn('one'));
    });

    test('detached_discard_cleanup_removes_closed_writer_after_caller_cancels', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      // Nobody waits for the discard, as when a session that fails to open is dropped.
      const discarding = live.discardThread({ threadId });
      await live.resumeThread(resumeParams(newThread));
      await append(live, 'two');
      await discarding;
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one', 'two'));
    });

    test('discard_thread_preserves_durable_prefix_for_resume', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      await live.discardThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one'));
      await live.resumeThread(resumeParams(newThread));
      await append(live, 'two');
      expect(await said(store)).toEqual(saidIn('one', 'two'));
    });

    test('appends are kept in the order in which they were asked for', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      const ids = ['one', 'two', 'three', 'four', 'five'];
      await Promise.all(ids.map((id) => append(live, id)));
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn(...ids));
    });

    test('what the other dialect would write, and what passes by, is not kept', async () => {
      const { store, live } = await subject();
      await live.createThread(params);
      await append(live, 'one');
      const other = dialect === 'legacy' ? 'paginated' : 'legacy';
      const [, prompt, answer] = turn('two', other);
      await live.appendItems({
        threadId,
        items: [
          ...[prompt, answer].filter((item) => item !== undefined),
          { type: 'event_msg', payload: { type: 'agent_message_delta', delta: 'An' } },
          { type: 'event_msg', payload: { type: 'warning', message: 'w' } },
        ],
      });
      await live.shutdownThread({ threadId });
      expect(await said(store)).toEqual(saidIn('one'));
    });
  });

  describe(`${name}: live writers`, () => {
    test('every call but discard needs a writer', async () => {
      const { live } = await subject();
      const items = turn('one', 'legacy');
      await expect(live.appendItems({ threadId, items })).rejects.toMatchObject(absent);
      await expect(live.persistThread({ threadId })).rejects.toMatchObject(absent);
      await expect(live.flushThread({ threadId })).rejects.toMatchObject(absent);
      await expect(live.shutdownThread({ threadId })).rejects.toMatchObject(absent);
      await live.discardThread({ threadId });
    });

    test('create_thread_rejects_missing_cwd', async () => {
      const { live } = await subject();
      const params = createParams(newThread, 'legacy', {
        metadata: { cwd: null, modelProvider: 'openai', memoryMode: 'enabled' },
      });
      await expect(live.createThread(params)).rejects.toMatchObject({ code: 'invalid_request' });
      await live.createThread(createParams(newThread, 'legacy'));
    });

    test('resume_thread_rejects_missing_cwd', async () => {
      const { live } = await subject(sampleRollouts);
      const metadata = { cwd: null, modelProvider: 'openai', memoryMode: 'enabled' } as const;
      await expect(live.resumeThread(resumeParams(1, { metadata }))).rejects.toMatchObject({
        code: 'invalid_request',
      });
      await live.resumeThread(resumeParams(1));
    });

    test('resume needs a rollout', async () => {
      const { live } = await subject(sampleRollouts);
      await expect(live.resumeThread(resumeParams(newThread))).rejects.toMatchObject({
        code: 'invalid_request',
        message: `no rollout found for thread id ${threadId}`,
      });
      // It failed half way, and is in nobody's way.
      await live.createThread(createParams(newThread, 'legacy'));
    });

    test('load_history_uses_live_writer_rollout_path_for_archived_source', async () => {
      const { store, live } = await subject(sampleRollouts);
      const archived = sampleRollouts.find((rollout) => rollout.archived);
      const id = archived?.threadId ?? '';
      const params = { ...resumeParams(0), threadId: id };
      await expect(live.resumeThread(params)).rejects.toMatchObject({
        code: 'invalid_request',
        message: `thread ${id} is archived`,
      });
      await live.resumeThread({ ...params, includeArchived: true });
      const before = await said(store, id);
      await live.appendItems({ threadId: id, items: turn('more', 'legacy') });
      expect(await said(store, id)).toEqual([...before, ...saidIn('more')]);
      expect(await store.readThread({ threadId: id, includeArchived: true })).toMatchObject({
        archived: true,
      });
    });

    test('load_history_uses_live_writer_rollout_path: a thread of other writers goes on from its end', async () => {
      const { store, live } = await subject(sampleRollouts);
      for (const { threadId: id, rolloutId, archived, records } of sampleRollouts) {
        if (archived || rolloutId !== id) continue;
        if (records[0]?.type === undefined) {
          // Of the time before envelopes: no release goes on with one.
          const resuming = live.resumeThread({ ...resumeParams(0), threadId: id });
          await expect(resuming).rejects.toMatchObject({ code: 'invalid_request' });
          continue;
        }
        const before = await said(store, id);
        const { historyMode } = await store.readThread({ threadId: id, includeArchived: false });
        const dialect = historyMode === 'paginated' ? 'paginated' : 'legacy';
        await live.resumeThread({ ...resumeParams(0), threadId: id });
        await live.appendItems({ threadId: id, items: turn('more', dialect) });
        expect(await said(store, id)).toEqual([...before, ...saidIn('more')]);
        await live.shutdownThread({ threadId: id });
        expect(await said(store, id)).toEqual([...before, ...saidIn('more')]);
      }
    });

    test('closing the store lets go of every thread and keeps what was appended', async () => {
      const { store, live } = await subject();
      await live.createThread(createParams(newThread, 'legacy'));
      await live.appendItems({ threadId, items: turn('one', 'legacy') });
      await store.close();
      await expect(live.appendItems({ threadId, items: turn('two', 'legacy') })).rejects.toMatchObject({
        code: 'store_unavailable',
      });
    });
  });
}
