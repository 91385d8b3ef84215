import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sampleId } from '../../conformance/sample-threads';
import { createThreadLocks } from '../locks/thread-locks';
import { builtProgram } from '../testing/built-program';
import { secondProcess } from '../testing/second-process';
import { createTestHome } from '../testing/test-home';
import { createLockFiles } from '../write/lock-files';

/** How often the writer is killed; `SKEIN_KILLS` for a long run. */
const kills = Number(process.env.SKEIN_KILLS ?? 10);
/** Tells the moments of the kills: printed when the test fails. */
const seed = Number(process.env.SKEIN_SEED ?? Date.now() % 100_000);

it(
  `a writer that is killed at any moment loses nothing that it acknowledged, seed ${seed}`,
  async () => {
    const home = await createTestHome();
    onTestFinished(() => home.remove());
    const program = await builtProgram('src-main/store/local/testing/append-turns.ts');
    onTestFinished(() => program.remove());
    const locks = createThreadLocks(createLockFiles(home.path));
    let state = seed + 1;
    const random = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    let acknowledged = 0;
    let torn = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const first = acknowledged + 1;
      const writer = secondProcess(program.path, [home.path, String(first)]);
      onTestFinished(() => writer.kill());
      // At work for some turns, then for a moment that ends anywhere in one.
      for (const last = first + random(6); acknowledged < last; ) acknowledged = Number(await writer.told());
      await sleep(random(12));
      await writer.kill();
      for (;;) {
        const more = await writer.told().catch(() => null);
        if (more === null) break;
        acknowledged = Number(more);
      }
      expect(await locks.state(sampleId(1))).toEqual({ state: 'free', holder: null });

      const lines = (await readFile(await rolloutOf(home.path), 'utf8')).split('\n');
      const end = lines.pop();
      if (end !== '') torn += 1;
      const turns = new Set<string>();
      let ordinal = -1;
      for (const line of lines) {
        const record = parsed(line);
        // What was torn stays as it was, ended by whoever came next.
        if (record === null) continue;
        expect(record.ordinal).toBe((ordinal += 1));
        if (record.payload.type === 'task_complete') turns.add(String(record.payload.turn_id));
      }
      for (let n = 1; n <= acknowledged; n += 1) expect(turns).toContain(`turn-${n}`);
      expect(lines.filter((line) => parsed(line) === null).length).toBeLessThanOrEqual(torn);
    }
    expect(acknowledged).toBeGreaterThanOrEqual(kills);
  },
  60_000 + kills * 5000,
);

interface Parsed {
  ordinal: number;
  payload: { type?: string; turn_id?: string };
}

function parsed(line: string): Parsed | null {
  try {
    return JSON.parse(line) as Parsed;
  } catch {
    return null;
  }
}

async function rolloutOf(home: string): Promise<string> {
  const found = (await readdir(home, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
  expect(found).toHaveLength(1);
  return join(home, found[0] ?? '');
}
