import { expect, test } from 'vitest';
import { describeBranching } from '../conformance/describe-branching';
import { describeLive } from '../conformance/describe-live';
import { describeMetadata } from '../conformance/describe-metadata';
import { describeReading } from '../conformance/describe-reading';
import { describeShelf } from '../conformance/describe-shelf';
import { sampleId, sampleRollouts } from '../conformance/sample-threads';
import type { OpenSubject } from '../conformance/writing-subject';
import { createMemoryThreadStore } from './memory-thread-store';

const open: OpenSubject = async (rollouts) => {
  const store = createMemoryThreadStore(rollouts);
  return {
    store,
    append: async (rolloutId, records) => store.append(rolloutId, records),
    remove: () => store.close(),
  };
};

for (const describeCapability of [
  describeReading,
  describeLive,
  describeMetadata,
  describeShelf,
  describeBranching,
]) {
  describeCapability('memory', open);
}

test('a rollout that is put again makes what was known of its items stale', async () => {
  const store = createMemoryThreadStore(sampleRollouts);
  const threadId = sampleId(1);
  const { revision } = await store.outline({ threadId, from: 0, limit: 1 });
  const [rollout] = sampleRollouts;
  if (rollout) store.put({ ...rollout, records: rollout.records.slice(0, 6) });
  await expect(store.items({ threadId, revision, from: 0, count: 1 })).rejects.toMatchObject({
    code: 'stale',
  });
  expect((await store.outline({ threadId, from: 0, limit: 10 })).turnCount).toBe(1);
});

test('names are given and taken away', async () => {
  const store = createMemoryThreadStore(sampleRollouts);
  const named = { searchTerm: 'Mine', sortKey: 'created_at', sortDirection: 'desc' } as const;
  store.setName(sampleId(1), 'Mine');
  expect((await store.listThreads(named)).data.map(({ name }) => name)).toEqual(['Mine']);
  store.setName(sampleId(1), null);
  expect((await store.listThreads(named)).data).toEqual([]);
});
