import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, test } from 'vitest';
import type { EditRequest } from '../../../contracts/model/edit';
import { allThreads, type EditedHome, editedHome } from '../testing/edited-home';
import {
  type FailingHow,
  type FailingWriteSystem,
  failingWriteSystem,
} from '../testing/failing-write-system';
import { nodeWriteSystem, type WriteSystem } from '../write/write-system';

/** A write system that can be changed under a store; writer locks, which have tests of their own, always work. */
function exchangeable(): WriteSystem & { now: WriteSystem } {
  const system: { now: WriteSystem } = { now: nodeWriteSystem };
  const at = (path: string) => (path.includes('thread-writer-locks') ? nodeWriteSystem : system.now);
  return {
    get now() {
      return system.now;
    },
    set now(next) {
      system.now = next;
    },
    open: (path, flags, mode) => at(path).open(path, flags, mode),
    lstat: (path) => at(path).lstat(path),
    realpath: (path) => at(path).realpath(path),
    mkdir: (path) => at(path).mkdir(path),
    rename: (from, to) => at(from).rename(from, to),
    link: (from, to) => at(from).link(from, to),
    unlink: (path) => at(path).unlink(path),
    utimes: (path, atime, mtime) => at(path).utimes(path, atime, mtime),
  };
}

async function requestOf(home: EditedHome, kind: string): Promise<EditRequest> {
  const threads = await allThreads(home);
  const active = threads.findLast(({ archived }) => !archived)?.id ?? '';
  const archived = threads.find((thread) => thread.archived)?.id ?? '';
  switch (kind) {
    case 'git':
      return { kind, threadIds: [active], change: { branch: 'b' } };
    case 'memory-mode':
      return { kind, threadIds: [active], memoryMode: 'disabled' };
    case 'name':
      return { kind, threadId: active, name: 'New name' };
    case 'unarchive':
      return { kind, threadIds: [archived] };
    case 'delete':
      return { kind, threadIds: [active] };
    case 'fork':
      return { kind, threadId: active, boundary: { kind: 'latest' } };
    case 'rollback':
      return { kind, threadId: active, turns: 1 };
    default:
      return { kind: 'archive', threadIds: [active] };
  }
}

const dialects = [
  ['legacy', 'fixtures/legacy-0.133'],
  ['paginated', 'fixtures/paginated-0.169'],
] as const;
const legacyKinds = ['git', 'memory-mode', 'name', 'archive', 'unarchive', 'delete', 'rollback'];
const paginatedKinds = ['git', 'name', 'archive', 'delete', 'fork'];
const cases = dialects.flatMap(([dialect, home]) =>
  (dialect === 'legacy' ? legacyKinds : paginatedKinds).map((kind) => [dialect, kind, home] as const),
);

describe('a file system of which one call fails', () => {
  it.each(cases)(
    '%s %s: all or nothing, at every call',
    async (dialect, kind, source) => {
      const system = exchangeable();
      const home = await editedHome(source, { writeSystem: system });
      const request = await requestOf(home, kind);
      const before = await home.content();
      // Half a write is the same for all kinds.
      const ways: FailingHow[] = kind === 'git' ? ['before', 'half'] : ['before'];
      for (const how of ways) {
        let failing: FailingWriteSystem;
        let k = 0;
        do {
          k += 1;
          const { planId, counts } = await home.plan(request);
          expect(counts, `${how} ${k}`).toMatchObject({ changing: 1 });
          failing = failingWriteSystem(k, how);
          system.now = failing;
          const outcome = await home.edits.apply({ planId });
          failing.heal();
          system.now = nodeWriteSystem;
          const { batches } = await home.edits.journal({ from: 0, count: 1 });
          expect(batches[0]?.state, `${how} ${k}`).not.toBe('interrupted');
          if (outcome.changed === 1) {
            const undone = await home.edit({ kind: 'undo', batchId: outcome.batchId ?? '' });
            expect(undone, `${how} ${k}`).toMatchObject({ changed: 1, failed: 0 });
          } else {
            expect(outcome.failures, `${how} ${k}`).toMatchObject([{ applied: [], error: { code: 'io' } }]);
          }
          if (outcome.changed === 0) expect(await home.content(), `${how} ${k}`).toEqual(before);
        } while (failing.calls >= k);
        expect(await home.content()).toEqual(before);
        expect(k).toBeGreaterThan(kind === 'git' && dialect === 'paginated' ? 0 : 3);
      }
    },
    120_000,
  );

  test('a disk that stays broken leaves a failure that names what stands', async () => {
    const system = exchangeable();
    const home = await editedHome('fixtures/legacy-0.133', { writeSystem: system });
    const request = await requestOf(home, 'name');
    const before = await home.content();
    let partial = 0;
    for (let k = 1; k < 40; k += 1) {
      const { planId } = await home.plan(request);
      const failing = failingWriteSystem(k, 'before', true);
      system.now = failing;
      const outcome = await home.edits.apply({ planId });
      system.now = nodeWriteSystem;
      const isSame = JSON.stringify(await home.content()) === JSON.stringify(before);
      const [failure] = outcome.failures;
      if (outcome.changed === 1) break;
      expect(failure?.applied.length === 0).toBe(isSame);
      if (isSame) continue;
      partial += 1;
      expect(failure?.error).toMatchObject({
        code: 'partial',
        message: expect.stringContaining('session_index.jsonl'),
      });
      break;
    }
    expect(partial).toBeLessThanOrEqual(1);
  });
});

describe('a state database that another program holds', () => {
  it.each(cases)(
    '%s %s: a clear conflict, nothing half done, and the list goes on',
    async (_dialect, kind, source) => {
      const home = await editedHome(source, { databaseWaitMs: 300 });
      const request = await requestOf(home, kind);
      const { planId } = await home.plan(request);
      const before = await home.content();
      const other = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
      other.exec('BEGIN IMMEDIATE');
      let isApplied = false;
      const applying = home.edits.apply({ planId }).finally(() => {
        isApplied = true;
      });
      const lists = await Promise.all([allThreads(home), allThreads(home)]);
      expect(isApplied).toBe(false);
      expect(lists[0].length).toBeGreaterThan(3);
      expect((await applying).failures).toMatchObject([
        { error: { code: 'conflict', message: 'another program holds the state database' }, applied: [] },
      ]);
      other.exec('ROLLBACK');
      other.close();
      expect(await home.content()).toEqual(before);
      expect(await home.edit(request)).toMatchObject({ changed: 1, failed: 0 });
    },
  );

  it('is waited for when it is let go in time', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const { planId } = await home.plan(await requestOf(home, 'git'));
    const other = new SqliteDatabase(join(home.path, 'state_5.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const applying = home.edits.apply({ planId });
    await allThreads(home);
    other.exec('ROLLBACK');
    other.close();
    expect(await applying).toMatchObject({ changed: 1, failed: 0 });
  });

  it('is left without a lock or an open statement by every call (S-06)', async () => {
    const home = await editedHome('fixtures/legacy-0.133');
    const other = new SqliteDatabase(join(home.path, 'state_5.sqlite'), { timeout: 0 });
    const isFree = () => {
      expect(other.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0 }]);
    };
    const { planId } = await home.plan(await requestOf(home, 'git'));
    isFree();
    const { batchId } = await home.edits.apply({ planId });
    isFree();
    await home.edit({ kind: 'undo', batchId: batchId ?? '' });
    isFree();
    other.close();
  });
});
