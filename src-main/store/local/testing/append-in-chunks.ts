import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { legacyTurn } from './test-home';

/**
 * Appends turns to a rollout as Codex's recorder may be seen to: 200 records a second, in chunks of 1 byte to 64 KiB that
 * end anywhere, one turn in ten of them with a message larger than a chunk. Ends with half a record and tells `done`.
 */
const [, , path = '', turns = '0', seed = '1'] = process.argv;
let state = Number(seed);
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};
const recordsPerTurn = 4;
const recordsPerSecond = 200;

const file = await open(path, 'a');
let begun = performance.now();
for (let n = 1; n <= Number(turns); n += 1) {
  const bytes = Buffer.from(legacyTurn(n, `Prompt ${n}${n % 10 === 0 ? ` ${'x'.repeat(70_000)}` : ''}`));
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random(random(2) ? 60 : 65_536);
    await file.write(bytes.subarray(at, at + size));
    at += size;
    if (random(3) === 0) await sleep(1);
  }
  begun += (1000 * recordsPerTurn) / recordsPerSecond;
  await sleep(Math.max(0, begun - performance.now()));
}
await file.write('{"timestamp":"2026-05-20T09:00:00.000Z","type":"event_m');
await file.close();
process.stdout.write('done\n');
