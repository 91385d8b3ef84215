import { afterEach, describe, expect, test } from 'vitest';
import { corpusPresent, recordedHome, unpackHome, type UnpackedHome } from '../../../fixtures/corpus';
import type { ThreadStore } from '../../thread-store';
import { createLocalThreadStore } from '../local-thread-store';

let home: UnpackedHome | null = null;
let store: ThreadStore | null = null;
afterEach(async () => {
  await store?.close();
  await home?.remove();
});

async function open(name: string): Promise<ThreadStore> {
  home = await unpackHome(recordedHome(name));
  store = await createLocalThreadStore({ home: home.path, dataDir: null, env: {}, live: false });
  return store;
}

async function reviewsIn(from: ThreadStore): Promise<(readonly [string, string | null])[]> {
  const { data } = await from.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
  return data.flatMap(({ id, reviewOf }) => (reviewOf ? [[id, reviewOf] as const] : []));
}

describe('the list tells which threads are reviews of which', () => {
  test.skipIf(!corpusPresent)('that Codex made', async () => {
    const reviews = await reviewsIn(await open('corpus/0.133.0/home-main'));
    expect(reviews).toEqual([
      ['01a20489-01a5-7e00-8081-a8a440452b8b', '01a20489-0101-7372-af09-ba6712517ae0'],
    ]);
  });

  // 0.150 runs a detached review as a plain turn of a skill and marks nothing; its inline ones are no reviews of others.
  test('inline reviews, and forks of threads that hold one, are none', async () => {
    expect(await reviewsIn(await open('fixtures/legacy-0.150'))).toEqual([]);
    await store?.close();
    await home?.remove();
    expect(await reviewsIn(await open('fixtures/agents-0.169'))).toEqual([]);
  });

  test.each([
    ['fixtures/paginated-0.169', '01a20471-0529-7ce3-94cd-15e5a1363b7c'],
    ['fixtures/legacy-0.133', '01a20471-3970-7390-a5ef-a51c8deb9b5c'],
  ])('that Skein made, in %s', async (name, threadId) => {
    const opened = await open(name);
    expect(await reviewsIn(opened)).toEqual([]);
    const { planId } = (await opened.edits?.plan({
      request: {
        kind: 'review',
        threadId,
        review: { findings: [], verdict: 'patch is correct', explanation: 'Fine.', confidence: 1 },
      },
    })) ?? { planId: '' };
    const made = await opened.edits?.apply({ planId });
    expect(await reviewsIn(opened)).toEqual([[made?.newThreadId, threadId]]);
  });
});
