import { open, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codexBinary, startCodex } from './codex-server';
import { makeHome, writeConfig } from './make-home';
import { measure, report, setting, timed } from './measure';
import { runNode } from './run-node';
import { inScratch } from './scratch';

/** The first page of the thread list of a large home, by programs that start anew each time. */
const threads = setting('SKEIN_BENCH_THREADS', 10_000);
const rounds = setting('SKEIN_BENCH_ROUNDS', 5);
const page = 100;
const program = resolve(import.meta.dirname, '../out/cli/skein.js');

await inScratch(async (scratch) => {
  console.error(`making a home of ${threads} threads`);
  // Two copies: a real Codex leaves databases behind, which would change what the other measures.
  const [home, codexHome] = [join(scratch, 'home'), join(scratch, 'codex-home')];
  for (const one of [home, codexHome]) {
    await makeHome(one, threads);
    await writeConfig(one);
  }
  const files = (await readdir(home, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
  const data = join(scratch, 'data');
  const skein = async () => {
    const out = await runNode([program, 'threads', '--json', '--limit', String(page), '--home', home], {
      SKEIN_DATA_DIR: data,
    });
    if (JSON.parse(out).data.length !== page) throw new Error('the list is not whole');
  };
  /** The list as the window asks for it: milliseconds by the store itself, which goes on refreshing afterwards. */
  const skeinStore = async () => {
    const runner = resolve(import.meta.dirname, '../scripts/run-typescript.mjs');
    const out = await runNode([runner, join(import.meta.dirname, 'open-list.ts'), home, data, String(page)]);
    return (JSON.parse(out) as { ms: number }).ms;
  };
  const codex = codexBinary();
  const listWithCodex = async (binary: string) => {
    const server = await startCodex(binary, codexHome);
    try {
      const { data: listed } = await server.call<{ data: unknown[] }>('thread/list', {
        limit: page,
        modelProviders: [],
      });
      if (listed.length !== page) throw new Error(`codex listed ${listed.length}`);
    } finally {
      // Its leaving is no part of the work.
      void server.stop();
    }
  };
  const forgetCodex = async () => {
    for (const name of await readdir(codexHome))
      if (name.includes('.sqlite')) await rm(join(codexHome, name));
  };

  const measured = await measure(rounds, {
    'empty node process': () => timed(() => runNode(['-e', '0'])),
    'JSON.parse of all first lines': () => timed(() => parseHeads(home, files)),
    'skein, no index': async () => {
      await rm(data, { recursive: true, force: true });
      return timed(skein);
    },
    'skein, with index': () => timed(skein),
    'store of the window, with index': skeinStore,
    ...(codex && {
      'codex, no database': async () => {
        await forgetCodex();
        return timed(() => listWithCodex(codex));
      },
      'codex, with database': () => timed(() => listWithCodex(codex)),
    }),
  });
  report('list', { threads, page, rounds }, measured, [
    ['skein, no index', 'JSON.parse of all first lines'],
    ['skein, no index', 'codex, no database'],
    ['skein, with index', 'empty node process'],
    ['skein, with index', 'codex, with database'],
    ['store of the window, with index', 'codex, with database'],
  ]);
});

/** The floor: the head of every file, read and parsed. */
async function parseHeads(home: string, files: readonly string[]): Promise<void> {
  const buffer = Buffer.alloc(64 * 1024);
  for (const name of files) {
    const file = await open(join(home, name));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    await file.close();
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    JSON.parse(buffer.subarray(0, end).toString());
  }
}
