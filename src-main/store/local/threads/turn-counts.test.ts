import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { craftedId, RolloutWriter, writeFiles } from '../../../fixtures/crafted/rollout-writer';
import type { ThreadStore } from '../../thread-store';
import { createLocalThreadStore } from '../local-thread-store';
import { createTestHome, type TestHome } from '../testing/test-home';

let home: TestHome;
let store: ThreadStore | null = null;
beforeEach(async () => {
  home = await createTestHome();
});
afterEach(async () => {
  await store?.close();
  await home.remove();
});

/** A store as the window has one. */
async function open(live: boolean): Promise<ThreadStore> {
  await store?.close();
  store = await createLocalThreadStore({ home: home.path, dataDir: home.dataDir, env: {}, live });
  return store;
}

/** Number of turns by the number of the thread. */
async function told(from: ThreadStore): Promise<(number | null)[]> {
  const { data } = await from.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  return data.map((thread) => thread.turnCount);
}

/** The end of a file as it is now, for a file that goes on from there. */
function endOf(writer: RolloutWriter): Record<string, unknown> {
  const end_byte_offset = Buffer.byteLength(writer.text());
  return {
    history_base: { thread_id: writer.id, end_ordinal_exclusive: writer.ordinal, end_byte_offset },
  };
}

/** A thread of three turns, a fork of its first two with one of its own, and a fork of that fork. */
async function writeForks(): Promise<{ parent: RolloutWriter; fork: RolloutWriter }> {
  const parent = new RolloutWriter(1, 'paginated').turn('One', 'A').turn('Two', 'B');
  const fork = new RolloutWriter(2, 'paginated', endOf(parent), parent.ordinal).turn('Mine', 'C');
  const second = new RolloutWriter(3, 'paginated', endOf(fork), fork.ordinal)
    .turn('Two of', 'my own')
    .turn('x', 'y');
  parent.turn('Three', 'behind the cut');
  const writers = [parent, fork, second];
  await writeFiles(home.path, Object.fromEntries(writers.map((writer) => [writer.file(), writer.text()])));
  return { parent, fork };
}

test('a fork has its own turns and those of its bases up to the cut, told behind the list and as it grows', async () => {
  const { fork } = await writeForks();
  const live = await open(true);
  const changed: (string[] | null)[] = [];
  live.subscribe((event) => {
    if (event.type === 'threads-changed') changed.push(event.threadIds);
  });
  await vi.waitFor(async () => expect(await told(live)).toEqual([3, 3, 5]), 10_000);
  expect(changed.flat()).toEqual(expect.arrayContaining([craftedId(2), craftedId(3)]));

  const before = fork.lines.length;
  fork.turn('More', 'of it');
  const added = fork.lines.slice(before).map((line) => `${line}\n`);
  await appendFile(join(home.path, fork.file()), added.join(''));
  // What lies behind the cut of the second fork is none of its own.
  await vi.waitFor(async () => expect(await told(live)).toEqual([3, 4, 5]), 10_000);
});

test('without a scan nothing is known; what the index has is told in the first list of the command line', async () => {
  await writeForks();
  expect(await told(await open(false))).toEqual([null, null, null]);
  const live = await open(true);
  await vi.waitFor(async () => expect(await told(live)).toEqual([3, 3, 5]), 10_000);
  expect(await told(await open(false))).toEqual([3, 3, 5]);
});

test('a base that is missing or was not scanned leaves nothing to wait for', async () => {
  const { parent } = await writeForks();
  const orphan = new RolloutWriter(4, 'paginated', {
    history_base: { thread_id: craftedId(9), end_ordinal_exclusive: 5, end_byte_offset: 500 },
  }).turn('Alone', 'A');
  await writeFiles(home.path, { [orphan.file()]: orphan.text() });
  const first = await open(false);
  await first.listTurns({ threadId: parent.id, view: 'upstream', sortDirection: 'asc' });
  await first.listTurns({ threadId: orphan.id, view: 'upstream', sortDirection: 'asc' });
  await vi.waitFor(async () => expect(await told(first)).toEqual([3, null, null, 1]), 10_000);
});
