import { utimes } from 'node:fs/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLocalThreadStore } from './local-thread-store';
import { secondProcess } from './testing/second-process';
import { createTestHome, rolloutPath, sessionMeta, testId } from './testing/test-home';

const turnCount = 100;

it.each([3, 17])(
  'each record of another process is shown once, in order, and its torn end is no damage yet (S-02), seed %i',
  async (seed) => {
    const home = await createTestHome();
    onTestFinished(() => home.remove());
    const threadId = testId(1);
    const path = await home.write(rolloutPath(1), sessionMeta(1));
    const store = await createLocalThreadStore({
      ...{ home: home.path, dataDir: home.dataDir, env: {}, live: true },
    });
    onTestFinished(() => store.close());
    const prompts = async () => {
      const { turns } = await store.listTurns({ threadId, view: 'everything', sortDirection: 'asc' });
      return turns.map(({ items }) => /Prompt \d+/.exec(JSON.stringify(items[0]))?.[0]);
    };
    const expected = Array.from({ length: turnCount }, (_turn, n) => `Prompt ${n + 1}`);

    const writer = secondProcess('src-main/store/local/testing/append-in-chunks.ts', [
      ...[path, String(turnCount), String(seed)],
    ]);
    onTestFinished(() => writer.kill());
    let isDone = false;
    const done = writer.told().finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await vi.waitFor(prompts, 10_000);
    let seen = 0;
    while (!isDone) {
      const shown = await prompts();
      // The turn at the end may not have its prompt yet.
      const known = shown.at(-1) === undefined ? shown.slice(0, -1) : shown;
      expect(known).toEqual(expected.slice(0, known.length));
      expect(known.length).toBeGreaterThanOrEqual(seen);
      seen = known.length;
      expect((await store.check({ threadId })).damage).toEqual([]);
    }
    expect(await done).toBe('done');
    await vi.waitFor(async () => expect(await prompts()).toEqual(expected), 10_000);
    const damage = async () => (await store.check({ threadId })).damage.map(({ reason }) => reason);
    expect(await damage()).toEqual([]);
    // As if five seconds had gone by.
    const longAgo = Date.now() / 1000 - 6;
    await utimes(path, longAgo, longAgo);
    await vi.waitFor(async () => expect(await damage()).toEqual(['unterminated']), 10_000);
    expect(await prompts()).toEqual(expected);
  },
);
