import { readdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordedHome } from '../../../fixtures/corpus';
import { askCodex, type Codex } from '../../../fixtures/judge/ask-codex';
import { codexProgram, howToGet, judges } from '../../../fixtures/judge/codex-program';
import { judgedHome } from '../../../fixtures/judge/judged-home';
import { createParams, type Dialect, resumeParams, turnItems } from '../../conformance/live-threads';
import { sampleId } from '../../conformance/sample-threads';
import type { CreateThreadParams } from '../../types';
import { createLocalThreadStore } from '../local-thread-store';
import { createThreadLocks } from '../locks/thread-locks';
import { createLockFiles } from '../write/lock-files';

/** A thread that Skein makes; the home has others. */
const threadId = sampleId(1);
const metadata = (cwd: string): CreateThreadParams['metadata'] => ({
  ...{ cwd, modelProvider: 'mock', memoryMode: 'enabled' },
});

for (const version of judges) {
  const program = codexProgram(version);
  const title = `live writers beside the real Codex ${version}${program ? '' : `: ${howToGet(version)}`}`;
  describe.skipIf(!program)(title, () => {
    judgeLiveWriters(version);
  });
}

function judgeLiveWriters(version: string): void {
  const program = codexProgram(version);
  const minor = Number(version.split('.')[1]);
  // The dialects that the release knows; the other homes are of their time.
  const isPaginated = minor > 150;
  const dialects: Dialect[] = isPaginated ? ['legacy', 'paginated'] : ['legacy'];

  async function home() {
    const name = isPaginated ? 'fixtures/paginated-0.169' : 'fixtures/legacy-0.133';
    const judged = await judgedHome(recordedHome(name));
    onTestFinished(() => judged.remove());
    const path = await realpath(judged.path);
    const open = async () => {
      const store = await createLocalThreadStore({ home: path, dataDir: null, env: {}, live: false });
      onTestFinished(() => store.close());
      if (!store.live) throw new Error('no live writers');
      return { store, live: store.live };
    };
    const ask = <Result>(work: (codex: Codex) => Promise<Result>) => {
      if (!program) throw new Error(howToGet(version));
      return askCodex(program, path, work);
    };
    const lockFiles = async () => {
      const names = await readdir(join(path, 'thread-writer-locks')).catch(() => []);
      return names.filter((file) => !file.startsWith('.'));
    };
    return { path, open, ask, lockFiles, locks: createThreadLocks(createLockFiles(path)) };
  }

  const prompts = (thread: Record<string, unknown>) =>
    (thread.turns as { items: Record<string, unknown>[] }[]).map(({ items }) => {
      const message = items.find(({ type }) => type === 'userMessage');
      return JSON.stringify(message?.content).match(/Prompt \w+|And now\?/)?.[0];
    });

  test.each(dialects)('a thread that Skein made is gone on with by both in turn, %s', async (dialect) => {
    const { path, open, ask } = await home();
    const turn = (id: string) => turnItems(1, id, `Prompt ${id}`, dialect);
    const first = await open();
    await first.live.createThread(createParams(1, dialect, { metadata: metadata(path) }));
    await first.live.appendItems({ threadId, items: turn('one') });
    await first.store.close();

    await ask(async (codex) => {
      expect((await codex.list()).map(({ id }) => id)).toContain(threadId);
      expect(prompts((await codex.resume(threadId)).thread)).toEqual(['Prompt one']);
      expect(await codex.turn(threadId, 'And now?')).toMatchObject({ status: 'completed' });
      expect(prompts(await codex.read(threadId))).toEqual(['Prompt one', 'And now?']);
    });

    const second = await open();
    await second.live.resumeThread(resumeParams(1, { metadata: metadata(path) }));
    await second.live.appendItems({ threadId, items: turn('two') });
    await second.live.shutdownThread({ threadId });
    const { turns } = await second.store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
    expect(turns).toHaveLength(3);
    await second.store.close();

    await ask(async (codex) => {
      const all = ['Prompt one', 'And now?', 'Prompt two'];
      expect(prompts((await codex.resume(threadId)).thread)).toEqual(all);
      expect(await codex.turn(threadId, 'And now?')).toMatchObject({ status: 'completed' });
      expect(prompts(await codex.read(threadId))).toEqual([...all, 'And now?']);
      expect((await codex.fork(threadId)).turns).toHaveLength(4);
    });
  });

  // Releases before 0.147 know no locks.
  test.skipIf(minor < 147)('one thread is never written by both', async () => {
    const { path, open, ask, lockFiles, locks } = await home();
    const dialect = isPaginated ? 'paginated' : 'legacy';
    const { live } = await open();
    await live.createThread(createParams(1, dialect, { metadata: metadata(path) }));
    await live.appendItems({ threadId, items: turnItems(1, 'one', 'Prompt one', dialect) });
    const refused = `thread ${threadId} already has an active writer`;
    // Codex removes what a crash left, when it takes its first lock, and nothing that is held.
    const other = await locks.lock(sampleId(2));
    await writeFile(join(path, 'thread-writer-locks', `${sampleId(3)}.lock`), '');
    await ask(async (codex) => {
      await expect(codex.resume(threadId)).rejects.toThrow(refused);
      await expect(codex.call('thread/archive', { threadId })).rejects.toThrow(refused);
      await live.shutdownThread({ threadId });
      expect(await lockFiles()).toEqual([`${sampleId(2)}.lock`]);
      await codex.resume(threadId);
      expect(await locks.state(threadId)).toMatchObject({ state: 'in_use', holder: { program: 'codex' } });
      await expect(live.resumeThread(resumeParams(1, { metadata: metadata(path) }))).rejects.toMatchObject({
        code: 'conflict',
        message: refused,
        detail: { program: 'codex' },
      });
    });
    expect(await locks.state(threadId)).toEqual({ state: 'free', holder: null });
    expect(await locks.state(sampleId(2))).toMatchObject({ state: 'ours' });
    await other.release();
    expect(await lockFiles()).toEqual([]);
    await live.resumeThread(resumeParams(1, { metadata: metadata(path) }));
  });
}
