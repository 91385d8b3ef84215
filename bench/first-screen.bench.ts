import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codexBinary, startCodex } from './codex-server';
import { makeBigThread, writeConfig } from './make-home';
import { measure, report, setting, timed } from './measure';
import { runNode } from './run-node';
import { inScratch } from './scratch';

/** The first screen of one large thread: what a window needs before it can show something. */
const megabytes = setting('SKEIN_BENCH_MEGABYTES', 200);
const rounds = setting('SKEIN_BENCH_ROUNDS', 5);
const here = import.meta.dirname;

await inScratch(async (scratch) => {
  console.error(`making a thread of ${megabytes} MB`);
  const home = join(scratch, 'home');
  const threadId = await makeBigThread(home, megabytes * 1_000_000);
  await writeConfig(home);
  const [name = ''] = (await readdir(home, { recursive: true })).filter((one) => one.endsWith('.jsonl'));
  const data = join(scratch, 'data');

  /** Milliseconds by the process itself, from opening the store on: starting Node is no part of it. */
  const skein = async (until: 'screen' | 'end') => {
    const out = await runNode([
      resolve(here, '../scripts/run-typescript.mjs'),
      join(here, 'open-thread.ts'),
      home,
      data,
      threadId,
      until,
    ]);
    return (JSON.parse(out) as { ms: number }).ms;
  };
  const forget = () => rm(data, { recursive: true, force: true });

  const codex = codexBinary();
  const server = codex ? await startCodex(codex, home) : null;
  // The list makes it build its database, which is no part of reading a thread.
  await server?.call('thread/list', { limit: 1, modelProviders: [] });
  try {
    const measured = await measure(rounds, {
      'JSON.parse of all lines': () => timed(() => parseAll(join(home, name))),
      'skein, no index, first screen': async () => {
        await forget();
        return skein('screen');
      },
      'skein, no index, scanned to the end': async () => {
        await forget();
        return skein('end');
      },
      'skein, with index, first screen': () => skein('screen'),
      ...(server && {
        'codex, thread/read': () => timed(() => server.call('thread/read', { threadId, includeTurns: true })),
        'codex, thread/turns/list of 10': () =>
          timed(() => server.call('thread/turns/list', { threadId, limit: 10, itemsView: 'full' })),
      }),
    });
    report('first-screen', { megabytes, rounds }, measured, [
      ['skein, no index, first screen', 'JSON.parse of all lines'],
      ['skein, with index, first screen', 'JSON.parse of all lines'],
      ['skein, no index, scanned to the end', 'JSON.parse of all lines'],
      ['skein, no index, first screen', 'codex, thread/turns/list of 10'],
      ['skein, with index, first screen', 'codex, thread/turns/list of 10'],
      ['skein, no index, first screen', 'codex, thread/read'],
    ]);
  } finally {
    await server?.stop();
  }
});

/** The floor: every line of the file, parsed and dropped. */
async function parseAll(path: string): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      JSON.parse(bytes.toString('utf8', start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
