import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allThreads, type EditedHome, editedHome } from '../testing/edited-home';
import { randomFrom } from '../testing/random-from';
import { secondProcess } from '../testing/second-process';

/** Kills per home; the whole programme is at least 200. More with SKEIN_KILLS. */
const kills = Number(process.env.SKEIN_KILLS ?? 100);
const firstSeed = Number(process.env.SKEIN_SEED ?? Date.now() % 1_000_000);

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const program = 'src-main/store/local/testing/edit-until-killed.ts';
let folder = '';

beforeAll(async () => {
  // Inside the project: the native modules are found from there.
  await mkdir(join(root, 'out'), { recursive: true });
  folder = await mkdtemp(join(root, 'out', 'killed-'));
  const input = { 'edit-until-killed': join(root, program) };
  await build({
    ...{ root, configFile: join(root, 'vite.cli.config.ts'), logLevel: 'error' },
    build: { outDir: folder, rolldownOptions: { input } },
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How long an edit is let run before its process is killed, in ms: somewhere in it. */
const longestMs = 60;

it.each(['fixtures/legacy-0.133', 'fixtures/paginated-0.169'])(
  'a killed editor leaves %s whole, with every edit done or not done at all',
  async (name) => {
    const home = await editedHome(name);
    const ids = (await allThreads(home)).map(({ id }) => id);
    await home.store.close();
    const log: string[] = [];
    let seed = firstSeed;
    for (let killed = 0; killed < kills; ) {
      seed += 1;
      const random = randomFrom(seed);
      const args = [home.path, home.dataDir, String(seed)];
      const child = secondProcess(join(folder, 'edit-until-killed.js'), args);
      try {
        expect(await child.told()).toBe('ready');
        const edits = Math.floor(random() * 4);
        for (let n = 0; n < edits; n += 1) log.push(await child.told());
        await sleep(random() * longestMs);
      } finally {
        await child.kill();
      }
      killed += 1;
      await home.reopen();
      const isLast = killed % 25 === 0 || killed === kills;
      await checkWhole(home, ids, `home ${name}, seed ${seed}, kill ${killed}`, isLast ? 1 : 0.2);
      await home.store.close();
    }
    await home.reopen();
    // The seed makes a failure repeatable.
    process.stdout.write(
      `${name}: ${kills} kills from seed ${firstSeed + 1}; ${log.length} edits were told\n`,
    );
  },
  600_000,
);

/** @param share of the threads whose turns are read */
async function checkWhole(
  home: EditedHome,
  ids: readonly string[],
  where: string,
  share: number,
): Promise<void> {
  const { batches } = await home.edits.journal({ from: 0, count: share === 1 ? 500 : 10 });
  const threads = await allThreads(home);
  const present = new Set(threads.map(({ id }) => id));
  for (const { batchId, state } of batches) {
    expect(state, where).not.toBe('failed');
    const { entries } = await home.edits.batch({ batchId });
    expect(
      entries.filter((entry) => entry.state === 'begun'),
      where,
    ).toEqual([]);
  }
  // Gone are only threads whose deletion the journal knows, and can take back.
  for (const id of ids.filter((one) => !present.has(one))) {
    const { batches: own } = await home.edits.journal({ threadId: id, from: 0, count: 500 });
    expect(
      own.some(({ kind }) => kind === 'delete' || kind === 'undo'),
      `${where}, ${id}`,
    ).toBe(true);
  }
  const rows = rowsOf(home.path);
  for (const thread of threads) {
    const row = rows.get(thread.id);
    expect(row, `${where}, ${thread.id}`).toBeDefined();
    expect(row?.archived === 1, where).toBe(thread.archived);
    expect(String(row?.rollout_path).includes('/archived_sessions/'), where).toBe(thread.archived);
    if (thread.format === 'legacy') await checkLines(home, thread.id, row, where);
    if (Math.random() > share) continue;
    const { turns } = await home.store.listTurns({
      threadId: thread.id,
      view: 'upstream',
      sortDirection: 'asc',
    });
    expect(turns.length, `${where}, ${thread.id}`).toBeGreaterThan(0);
  }
  // Rows and files of a thread go and come together.
  expect([...rows.keys()].sort(), where).toEqual([...present].sort());
  const all = await readdir(home.path, { recursive: true });
  expect(
    all.filter((file) => file.endsWith('.skein.tmp')),
    where,
  ).toEqual([]);
}

/** The last header line of a legacy file and the row say the same. */
async function checkLines(
  home: EditedHome,
  threadId: string,
  row: Record<string, unknown> | undefined,
  where: string,
): Promise<void> {
  const files = await readdir(home.path, { recursive: true });
  const file = files.find((one) => one.endsWith(`${threadId}.jsonl`)) ?? '';
  const text = await readFile(join(home.path, file), 'utf8');
  expect(text.endsWith('\n'), where).toBe(true);
  const metas = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; payload: Record<string, unknown> })
    .filter(({ type, payload }) => type === 'session_meta' && payload.id === threadId)
    .map(({ payload }) => payload.git as Record<string, string> | undefined)
    .filter((git) => git !== undefined);
  const git = metas.at(-1);
  if (metas.length < 2) return;
  expect([git?.branch ?? null, git?.repository_url ?? null], where).toEqual([
    row?.git_branch,
    row?.git_origin_url,
  ]);
}

function rowsOf(home: string): Map<string, Record<string, unknown>> {
  const db = new SqliteDatabase(join(home, 'state_5.sqlite'));
  const rows = db.prepare<[], Record<string, unknown>>('SELECT * FROM threads').all();
  db.close();
  return new Map(rows.map((row) => [String(row.id), row]));
}
