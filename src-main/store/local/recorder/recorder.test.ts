import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnItems } from '../../conformance/live-threads';
import { sampleId } from '../../conformance/sample-threads';
import { type FailingHow, failingWriteSystem } from '../testing/failing-write-system';
import { createTestHome, rolloutPath } from '../testing/test-home';
import { createHomeWriter } from '../write/home-writer';
import type { WriteSystem } from '../write/write-system';
import type { WrittenDialect } from '../../../history/write/is-persisted';
import { Recorder } from './recorder';

const file = rolloutPath(1);
const at = '2026-05-20T09:00:00.000Z';
const dialects: WrittenDialect[] = ['legacy', 'paginated'];

type Items = Parameters<Recorder['add']>[0];
const turn = (id: string, dialect: WrittenDialect) => turnItems(1, id, `Prompt ${id}`, dialect) as Items;

async function home() {
  const folder = await createTestHome();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, file);
  return {
    path,
    recorder(dialect: WrittenDialect, isNew: boolean, system?: WriteSystem) {
      const header = { type: 'session_meta', payload: { id: sampleId(1), history_mode: dialect } };
      const made = new Recorder({
        ...{ threadId: sampleId(1), file, dialect },
        start: isNew ? { header, ordinal: dialect === 'paginated' ? 0 : null } : null,
        writer: createHomeWriter(folder.path, system),
        now: () => new Date(at),
      });
      onTestFinished(() => made.discard());
      return made;
    },
    text: () => readFile(path, 'utf8').catch(() => null),
    async write(content: string) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    },
  };
}

/** Complete records of a file; what is no JSON is a torn line. */
function recordsOf(text: string | null): { records: Record<string, unknown>[]; torn: string[] } {
  const records: Record<string, unknown>[] = [];
  const torn: string[] = [];
  for (const line of (text ?? '').split('\n').filter(Boolean)) {
    try {
      records.push(JSON.parse(line) as Record<string, unknown>);
    } catch {
      torn.push(line);
    }
  }
  return { records, torn };
}

const payloads = (text: string | null) =>
  recordsOf(text)
    .records.slice(1)
    .map(({ payload }) => payload);
const payloadsOf = (items: Items) => items.map(({ payload }) => payload);

describe('the recorder', () => {
  it.each(dialects)('writes header and lines as Codex does, %s', async (dialect) => {
    const { recorder, text } = await home();
    const one = recorder(dialect, true);
    one.add([{ type: 'event_msg', payload: { type: 'task_started', turn_id: 't', text: 'a\uD800b\u2028' } }]);
    expect(await text()).toBeNull();
    await one.flush();
    const ordinal = (n: number) => (dialect === 'paginated' ? `"ordinal":${n},` : '');
    expect(await text()).toBe(
      [
        `{"timestamp":"${at}",${ordinal(0)}"type":"session_meta","payload":{"id":"${sampleId(1)}","history_mode":"${dialect}"}}`,
        `{"timestamp":"${at}",${ordinal(1)}"type":"event_msg","payload":{"type":"task_started","turn_id":"t","text":"a\uFFFDb\u2028"}}`,
        '',
      ].join('\n'),
    );
  });

  it('makes no file for nothing, and one for a persist', async () => {
    const { recorder, text } = await home();
    const one = recorder('legacy', true);
    await one.flush();
    expect(one.isThere).toBe(false);
    await one.persist();
    expect(one.isThere).toBe(true);
    expect(recordsOf(await text()).records).toHaveLength(1);
    const other = (await home()).recorder('legacy', true);
    await other.shutdown();
    expect(other.isThere).toBe(false);
  });

  it('live_thread_shutdown_with_buffered_items_materializes_before_metadata_read', async () => {
    const { recorder, text } = await home();
    const one = recorder('paginated', true);
    one.add(turn('a', 'paginated'));
    await one.shutdown();
    expect(payloads(await text())).toEqual(payloadsOf(turn('a', 'paginated')));
  });

  it('fails after shutdown and discard, in every handle that is left', async () => {
    for (const end of ['shutdown', 'discard'] as const) {
      const { recorder, text } = await home();
      const one = recorder('legacy', true);
      if (end === 'discard') one.add(turn('a', 'legacy'));
      await one[end]();
      const gone = { code: 'thread_not_found' };
      expect(() => one.add([])).toThrow(expect.objectContaining(gone));
      await expect(one.flush()).rejects.toMatchObject(gone);
      await expect(one.persist()).rejects.toMatchObject(gone);
      await expect(one.aside(() => Promise.resolve())).rejects.toMatchObject(gone);
      expect(await text()).toBeNull();
    }
  });

  it('puts a missing line end before its own lines, whatever the last line is cut to (S-03)', async () => {
    const before = await home();
    const first = before.recorder('paginated', true);
    first.add(turn('a', 'paginated'));
    await first.shutdown();
    const whole = (await before.text()) ?? '';
    const lastLine = whole.trimEnd().lastIndexOf('\n') + 1;
    const wholeRecords = recordsOf(whole).records.length;
    for (let cut = lastLine; cut <= whole.length; cut += 1) {
      await before.write(whole.slice(0, cut));
      const one = before.recorder('paginated', false);
      one.add(turn('b', 'paginated'));
      await one.shutdown();
      const text = (await before.text()) ?? '';
      const { records, torn } = recordsOf(text);
      // A line that lacks nothing but its end is a record.
      const isTorn = cut > lastLine && cut < whole.length - 1;
      const kept = cut < whole.length - 1 ? wholeRecords - 1 : wholeRecords;
      expect(text.startsWith(whole.slice(0, cut))).toBe(true);
      expect(torn).toEqual(isTorn ? [whole.slice(lastLine, cut)] : []);
      expect(records).toHaveLength(kept + turn('b', 'paginated').length);
      expect(records.map(({ ordinal }) => ordinal)).toEqual(records.map((_record, n) => n));
    }
  });

  it('goes on behind what somebody without a lock wrote', async () => {
    const { recorder, text, path } = await home();
    const one = recorder('paginated', true);
    one.add(turn('a', 'paginated'));
    await one.flush();
    const { length } = recordsOf(await text()).records;
    await appendFile(path, `{"timestamp":"${at}","ordinal":${length},"type":"foreign","payload":{}}\n`);
    one.add(turn('b', 'paginated'));
    await one.flush();
    const { records, torn } = recordsOf(await text());
    expect(torn).toEqual([]);
    expect(records.map(({ ordinal }) => ordinal)).toEqual(records.map((_record, n) => n));
    expect(records.filter(({ type }) => type === 'foreign')).toHaveLength(1);
  });

  it('stands aside for others between two writes', async () => {
    const { recorder, text, path } = await home();
    const one = recorder('legacy', true);
    one.add(turn('a', 'legacy'));
    const [, seen] = await Promise.all([
      one.flush(),
      one.aside(async () => {
        const before = recordsOf(await text()).records.length;
        await appendFile(path, `{"timestamp":"${at}","type":"foreign","payload":{}}\n`);
        return before;
      }),
    ]);
    expect(seen).toBe(1 + turn('a', 'legacy').length);
    one.add(turn('b', 'legacy'));
    await one.shutdown();
    const { records } = recordsOf(await text());
    expect(records[seen]).toMatchObject({ type: 'foreign' });
    expect(records).toHaveLength(seen + 1 + turn('b', 'legacy').length);
  });
});

describe('a recorder whose k-th file call fails', () => {
  const hows: FailingHow[] = ['before', 'after', 'half'];
  const cases = hows.flatMap((how) =>
    dialects.flatMap((dialect) =>
      [true, false].flatMap((isNew) => [true, false].map((lasting) => ({ how, dialect, isNew, lasting }))),
    ),
  );

  it.each(cases)('keeps exactly the rest: %o', async ({ how, dialect, isNew, lasting }) => {
    const items = [...turn('a', dialect), ...turn('b', dialect)];
    let failures = 0;
    for (let k = 1; ; k += 1) {
      const { recorder, text } = await home();
      if (!isNew) await recorder(dialect, true).persist();
      const system = failingWriteSystem(k, how, lasting);
      const one = recorder(dialect, isNew, system);
      one.add(turn('a', dialect));
      const first = await one.flush().then(
        () => true,
        () => false,
      );
      // What is acknowledged is there.
      if (first) expect(payloads(await text())).toEqual(payloadsOf(turn('a', dialect)));
      else failures += 1;
      const reached = system.calls >= k;
      system.heal();
      one.add(turn('b', dialect));
      await one.shutdown();
      const { records, torn } = recordsOf(await text());
      expect(records[0]).toMatchObject({ type: 'session_meta' });
      expect(payloads(await text())).toEqual(payloadsOf(items));
      if (!lasting) expect(torn).toEqual([]);
      // A beginning that could not be cut off again is followed by the whole line.
      const lines = (await text())?.split('\n') ?? [];
      for (const line of torn) {
        expect(lines.some((other) => other.startsWith(line) && other !== line)).toBe(true);
      }
      if (dialect === 'paginated') {
        expect(records.map(({ ordinal }) => ordinal)).toEqual(records.map((_record, n) => n));
      }
      if (!reached) break;
    }
    expect(failures > 0).toBe(lasting);
  });
});
