import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type RecordedHome, recordedHomes, unpackHome } from '../fixtures/corpus';
import { parseRecord } from './parse-record';
import { createLineSplitter } from './split-lines';
import { readRollout, rolloutBytes } from './testing/read-rollout';

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));

/** Checks that every line that is JSON comes back as it is; gives how many there were. */
function roundTrip(bytes: Uint8Array, name: string): number {
  const { dialect } = readRollout(bytes, name);
  let lines = 0;
  for (const { line, bytes: content } of createLineSplitter().push(bytes)) {
    const parsed = parseRecord(content, { firstLine: line === 1, bare: dialect === 'bare' });
    if (parsed.kind !== 'record' || parsed.invalidUtf8) continue;
    const text = Buffer.from(content)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const written: unknown = JSON.parse(JSON.stringify(parsed.record.raw));
    expect(written, `${name}:${line}`).toEqual(JSON.parse(text));
    lines += 1;
  }
  return lines;
}

describe('parsing and writing a line gives the same line', () => {
  test.each(recordedHomes)('$name', async (recorded: RecordedHome) => {
    const home = await unpackHome(recorded);
    const names = readdirSync(home.path, { recursive: true, encoding: 'utf8' });
    const rollouts = names.filter((name) => /rollout-[^/]*\.jsonl(\.zst)?$/.test(name));
    let lines = 0;
    for (const name of rollouts) {
      const bytes = rolloutBytes(join(home.path, name));
      if (bytes !== null) lines += roundTrip(bytes, name);
    }
    await home.remove();
    expect(lines).toBeGreaterThan(0);
  });

  test.runIf(existsSync(samples))('samples beside the checkout', () => {
    for (const name of readdirSync(samples).filter((one) => one.endsWith('.jsonl'))) {
      expect(roundTrip(readFileSync(join(samples, name)), name), name).toBeGreaterThan(0);
    }
  });
});
