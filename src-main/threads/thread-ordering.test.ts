import { expect, test } from 'vitest';
import type { Review } from '../contracts/model/edit';
import { sampleId } from '../store/conformance/sample-threads';
import { managedSamples, startOptions } from './testing/managed-samples';

const legacy = sampleId(1);
const paginated = sampleId(2);
const archived = sampleId(4);
const review: Review = { findings: [], verdict: 'patch is correct', explanation: 'Fine.', confidence: 1 };

/** A receiver that takes its time: what is told meanwhile would come before its answer. */
function slowly(told: string[]) {
  let finish = (): void => undefined;
  let call = (): void => undefined;
  const called = new Promise<void>((resolve) => (call = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const deliver = async (): Promise<void> => {
    call();
    await finished;
    told.push('response');
  };
  return { deliver, called, finish: () => finish() };
}

type Managed = ReturnType<typeof managedSamples>;

/** Everything that was told, with a receiver that is slow and with one that is not. */
async function orderOf(
  act: (managed: Managed, deliver: () => void | Promise<void>) => Promise<unknown>,
): Promise<string[]> {
  const quick = managedSamples();
  await act(quick, quick.deliver);
  const slow = managedSamples();
  const { deliver, called, finish } = slowly(slow.told);
  const acting = act(slow, deliver);
  await called;
  // Time for whatever would not wait.
  for (let n = 0; n < 20; n += 1) await slow.store.describeHome();
  finish();
  await acting;
  expect(slow.told).toEqual(quick.told);
  return quick.told;
}

test('start: response, then started', async () => {
  expect(await orderOf(({ manager }, deliver) => manager.start(startOptions, deliver))).toEqual([
    'response',
    'thread/started',
  ]);
});

test('emits_restored_token_usage_before_next_turn: resume is the response, then the usage', async () => {
  const order = await orderOf(({ manager }, deliver) => manager.resume({ threadId: legacy }, deliver));
  expect(order).toEqual(['response', 'thread/tokenUsage/updated']);
});

test('skips_restored_token_usage_when_turns_are_excluded', async () => {
  const params = { threadId: legacy, excludeTurns: true };
  expect(await orderOf(({ manager }, deliver) => manager.resume(params, deliver))).toEqual(['response']);
});

test('creates_new_thread_and_emits_started: fork is the response, then the usage, then started', async () => {
  const order = await orderOf(({ manager }, deliver) => manager.fork({ threadId: legacy }, deliver));
  expect(order).toEqual(['response', 'thread/tokenUsage/updated', 'thread/started']);
  // A paginated fork goes on in another thread's file and replays nothing (observed.md 10).
  const other = await orderOf(({ manager }, deliver) => manager.fork({ threadId: paginated }, deliver));
  expect(other).toEqual(['response', 'thread/started']);
});

test('with_detached_delivery_returns_new_thread_id: started, then the response', async () => {
  const order = await orderOf(({ manager }, deliver) => manager.review(legacy, review, deliver));
  expect(order).toEqual(['thread/started', 'response']);
});

test('drops_last_turns_and_persists_to_rollout: the marker is durable before the answer, which is the whole thread', async () => {
  const { manager, store, gate } = managedSamples();
  const thread = await manager.resume({ threadId: legacy });
  const { lines } = await store.check({ threadId: legacy });
  const appends = gate('live.appendItems');
  let answered = false;
  const rollback = thread.submit({ kind: 'rollback', turns: 1 }).then((answer) => {
    answered = true;
    return answer;
  });
  const marker = await appends.next();
  for (let n = 0; n < 20; n += 1) await store.describeHome();
  expect(answered).toBe(false);
  const reads = gate('readThread');
  marker.pass();
  await reads.next().then(async (read) => {
    expect((await store.check({ threadId: legacy })).lines).toBe(lines + 2);
    read.pass();
  });
  reads.open();
  expect(await rollback).toMatchObject({ id: legacy, turns: [], status: { type: 'idle' } });
});

test('names, shelf and reverts: response, then what follows', async () => {
  const orders = await Promise.all([
    orderOf(({ manager }, deliver) => manager.updateMetadata(legacy, { name: 'Mine' }, {}, deliver)),
    orderOf(({ manager }, deliver) => manager.archive(legacy, deliver)),
    orderOf(({ manager }, deliver) => manager.unarchive(archived, deliver)),
    orderOf(({ manager }, deliver) => manager.delete(legacy, deliver)),
    orderOf(({ manager }, deliver) => manager.revert(paginated, 'beta-2', deliver)),
  ]);
  expect(orders).toEqual([
    ['response', 'thread/name/updated'],
    // The agent that thread 1 spawned goes with it.
    ['response', 'thread/archived', 'thread/archived'],
    ['response', 'thread/unarchived'],
    ['response', 'thread/deleted', 'thread/deleted'],
    ['response', 'thread/reverted'],
  ]);
});

test('one permit: what changes the list waits until the answer before and all that it tells of are out', async () => {
  const { manager, told, store } = managedSamples();
  const first = slowly(told);
  const forking = manager.fork({ threadId: legacy }, first.deliver);
  const archiving = manager.archive(paginated, () => void told.push('archived response'));
  await first.called;
  for (let n = 0; n < 20; n += 1) await store.describeHome();
  expect(told).toEqual([]);
  // Reading never waits.
  expect((await manager.read(paginated)).archived).toBe(false);
  first.finish();
  await Promise.all([forking, archiving]);
  expect(told).toEqual([
    ...['response', 'thread/tokenUsage/updated', 'thread/started'],
    ...['archived response', 'thread/archived'],
  ]);
});

test('a receiver that fails is told so, and stops nobody else', async () => {
  const { manager, told } = managedSamples();
  const gone = () => {
    throw new Error('the window is gone');
  };
  await expect(manager.resume({ threadId: legacy }, gone)).rejects.toThrow('the window is gone');
  expect(told).toEqual(['thread/tokenUsage/updated']);
  await expect(manager.start(startOptions, gone)).rejects.toThrow('the window is gone');
  expect(told.at(-1)).toBe('thread/started');
  expect((await manager.resume({ threadId: legacy })).isRunning).toBe(true);
});
