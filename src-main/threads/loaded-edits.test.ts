import { expect, test } from 'vitest';
import { sampleId } from '../store/conformance/sample-threads';
import { createMemoryThreadStore } from '../store/memory/memory-thread-store';
import { storeDouble } from '../store-process/testing/store-double';
import { sampleRollouts } from '../store/conformance/sample-threads';
import type { EditPlan, ParsedEditRequest } from '../store/types';
import { gatedStore } from './testing/gated-store';
import { startOptions } from './testing/managed-samples';
import { userMessage } from './testing/thread-items';
import { ThreadManager } from './thread-manager';

const legacy = sampleId(1);
const counts = { total: 1, changing: 1, unchanged: 0, refused: 0 };
const plan: EditPlan = { planId: 'p', kind: 'name', label: 'Name', counts, entries: [] };
const naming = (threadId: string): ParsedEditRequest => ({ kind: 'name', threadId, name: 'Mine' });

/** Threads in memory, and edits that are only noted down. */
function managed() {
  const { edits } = storeDouble((method) => (method === 'edits.plan' ? plan : {}));
  const memory = createMemoryThreadStore(sampleRollouts);
  const { store, log, gate } = gatedStore({ ...memory, edits });
  return { manager: new ThreadManager(store), log, gate };
}

/** What of a log is about metadata and edits. */
const writes = (log: string[]) =>
  log.filter((call) => call === 'metadata.updateThreadMetadata' || call.startsWith('edits.'));

test("a loaded thread's pending facts are flushed before an edit of it is planned, and before it is applied", async () => {
  const { manager, log, gate } = managed();
  const thread = await manager.resume({ threadId: legacy });
  const updates = gate('metadata.updateThreadMetadata');
  await thread.submit({ kind: 'append', items: [userMessage('More')] });
  const planning = manager.edits.plan({ request: naming(legacy) });
  const pending = await updates.next();
  expect(writes(log)).toEqual(['metadata.updateThreadMetadata']);
  pending.pass();
  await planning;
  expect(writes(log).at(-1)).toBe('edits.plan');

  await thread.submit({ kind: 'append', items: [userMessage('Even more')] });
  const applying = manager.edits.apply({ planId: 'p' });
  (await updates.next()).pass();
  await applying;
  expect(writes(log)).toEqual([
    ...['metadata.updateThreadMetadata', 'edits.plan'],
    ...['metadata.updateThreadMetadata', 'edits.apply'],
  ]);
});

test('threads that an edit is not about are left alone; whom an undo is about only the journal knows', async () => {
  const { manager, log } = managed();
  const thread = await manager.resume({ threadId: legacy });
  const before = log.filter((call) => call === 'live.flushThread').length;
  const flushes = () => log.filter((call) => call === 'live.flushThread').length - before;
  await manager.edits.plan({ request: naming(sampleId(2)) });
  await manager.edits.apply({ planId: 'p' });
  expect(flushes()).toBe(0);
  await manager.edits.plan({ request: { kind: 'archive', threadIds: [legacy] } });
  expect(flushes()).toBe(1);
  await manager.edits.plan({ request: { kind: 'undo', batchId: 'b' } });
  expect(flushes()).toBe(2);
  await manager.edits.apply({ planId: 'p' });
  expect(flushes()).toBe(3);
  // A plan that this manager did not make may be about anybody.
  await manager.edits.apply({ planId: 'elsewhere' });
  expect(flushes()).toBe(4);
  await manager.edits.drop({ planId: 'p' });
  expect(thread.isRunning).toBe(true);
});

test('an edit is not planned on facts that could not be written', async () => {
  const { manager, log, gate } = managed();
  const thread = await manager.resume({ threadId: legacy });
  const updates = gate('metadata.updateThreadMetadata');
  await thread.submit({ kind: 'append', items: [userMessage('More')] });
  (await updates.next()).fail(new Error('locked'));
  const planning = manager.edits.plan({ request: naming(legacy) });
  (await updates.next()).fail(new Error('still locked'));
  await expect(planning).rejects.toThrow('still locked');
  expect(writes(log)).not.toContain('edits.plan');
});

test('edits know the threads of their own store only', async () => {
  const { manager } = managed();
  await manager.start(startOptions);
  const { edits } = manager;
  await manager.switchStore(createMemoryThreadStore());
  expect(() => manager.edits).toThrow('editing is not supported yet');
  expect(manager.loadedIds).toEqual([]);
  await edits.journal({ from: 0, count: 1 });
});
