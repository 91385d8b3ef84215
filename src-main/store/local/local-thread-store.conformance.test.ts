import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeBranching } from '../conformance/describe-branching';
import { describeLive } from '../conformance/describe-live';
import { describeMetadata } from '../conformance/describe-metadata';
import { describeReading, type Subject } from '../conformance/describe-reading';
import { describeShelf } from '../conformance/describe-shelf';
import type { SampleRollout } from '../conformance/sample-threads';
import { createLocalThreadStore } from './local-thread-store';
import { addRowsOfFiles } from './testing/rows-of-files';

describeReading('local', open);
describeLive('local', open);
describeBranching('local', openWithDatabase);
describeMetadata('local', openWithDatabase);
describeShelf('local', openWithDatabase);

/** The home as Codex leaves it: with a row for each thread. */
function openWithDatabase(rollouts: readonly SampleRollout[]): Promise<Subject> {
  return open(rollouts, addRowsOfFiles);
}

async function open(
  rollouts: readonly SampleRollout[],
  prepare: (home: string) => Promise<void> = async () => {},
): Promise<Subject> {
  const root = await mkdtemp(join(tmpdir(), 'skein-conformance-'));
  const home = join(root, '.codex');
  const paths = new Map<string, string>();
  await mkdir(home);
  for (const rollout of rollouts) {
    const path = join(home, fileOf(rollout, paths.size));
    paths.set(rollout.rolloutId, path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, linesOf(rollout.records));
    await utimes(path, rollout.modifiedAtMs / 1000, rollout.modifiedAtMs / 1000);
  }
  await prepare(home);
  const store = await createLocalThreadStore({ home, dataDir: join(root, 'data'), env: {}, live: true });
  return {
    store,
    append: (rolloutId, records) => appendFile(paths.get(rolloutId) ?? '', linesOf(records)),
    async remove() {
      await store.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function fileOf({ threadId, rolloutId, archived }: SampleRollout, nth: number): string {
  const id = rolloutId === threadId ? threadId : `${threadId}_${rolloutId}`;
  const name = `rollout-2026-11-20T09-00-${String(nth).padStart(2, '0')}-${id}.jsonl`;
  return archived ? join('archived_sessions', name) : join('sessions', '2026', '11', '20', name);
}

function linesOf(records: SampleRollout['records']): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
