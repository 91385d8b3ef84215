import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legacyRollout, legacyTurn, line, sessionMeta, testId } from '../testing/test-home';
import { createRecordReader, type Tail } from './record-reader';

interface Reading {
  records: { type: string; line: number; offset: number; length: number; payload: unknown }[];
  damage: { reason: string; line: number | null; offset: number; length: number }[];
  tail: Tail;
}

function read(bytes: Uint8Array, chunkSizes: number[] = []): Reading {
  const reading: Reading = { records: [], damage: [], tail: 'none' };
  const reader = createRecordReader(testId(1), {
    record: (record, ref) =>
      reading.records.push({
        ...{ type: record.type, payload: record.payload },
        ...{ line: ref.line, offset: ref.offset, length: ref.length },
      }),
    damage: ({ reason, line, offset, length }) => reading.damage.push({ reason, line, offset, length }),
  });
  const sizes = chunkSizes.length > 0 ? chunkSizes : [bytes.length || 1];
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    // A copy that is wiped afterwards: a reader may not keep what it was given.
    const chunk = Uint8Array.from(bytes.subarray(at, at + size));
    reader.push(chunk);
    chunk.fill(0x58);
    at += size;
  }
  reading.tail = reader.finish();
  return reading;
}

const bytesOf = (text: string): Buffer => Buffer.from(text);

describe('createRecordReader', () => {
  it('reads the same records whatever the chunks, and of a prefix those that are whole in it', () => {
    const content = bytesOf(
      `${legacyRollout(1, 2)}\n  \r\nnot json\n${line('new_kind', { text: 'é\u2028\u2029\u0085\f😀' })}[1,2]\n${legacyTurn(9)}`,
    );
    const whole = read(content);
    expect(whole.records).toHaveLength(1 + 2 * 4 + 1 + 4);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 }),
        fc.nat(content.length),
        (sizes, cut) => {
          const part = read(content.subarray(0, cut), sizes);
          const complete = whole.records.filter((record) => record.offset + record.length <= cut);
          expect(part.records).toEqual(complete);
          const damage = whole.damage.filter(({ offset, length }) => offset + length < cut);
          expect(part.damage).toEqual(damage);
        },
      ),
    );
  });

  it('counts lines and offsets by bytes', () => {
    const first = sessionMeta(1, { cwd: '/ä' });
    const { records } = read(bytesOf(`${first}\n\n${line('x', {})}`));
    expect(records.map(({ line, offset }) => [line, offset])).toEqual([
      [1, 0],
      [4, Buffer.byteLength(first) + 2],
    ]);
  });

  it('loses nothing when a writer starts a record again behind its torn beginning', () => {
    const record = line('event_msg', { type: 'agent_message', message: 'x'.repeat(180), phase: null });
    const bytes = bytesOf(record);
    expect(bytes.length).toBeGreaterThan(250);
    for (let cut = 1; cut < bytes.length - 1; cut += 1) {
      const torn = Buffer.concat([bytesOf(sessionMeta(1)), bytes.subarray(0, cut), bytes, bytes]);
      const { records, damage } = read(torn);
      expect(records.map((one) => one.type)).toEqual(['session_meta', 'event_msg', 'event_msg']);
      expect(damage).toEqual([
        { reason: 'invalid_json', line: 2, offset: Buffer.byteLength(sessionMeta(1)), length: cut },
      ]);
      expect(records[1]).toMatchObject({ line: 2, length: bytes.length - 1 });
    }
  });

  it('keeps both records when an older Codex wrote on behind a line without an end', () => {
    const { records, damage } = read(
      bytesOf(`${sessionMeta(1).trimEnd()}${line('a', { timestamp: 'x' })}${line('b', {})}`),
    );
    expect(records.map(({ type, line }) => [type, line])).toEqual([
      ['session_meta', 1],
      ['a', 1],
      ['b', 2],
    ]);
    expect(damage).toEqual([]);
  });

  it('does not take a record apart at a key of an inner object', () => {
    const inner = line('compacted', { list: [{ timestamp: 'inner', type: 'message', payload: {} }] });
    const { records, damage } = read(bytesOf(`{"timestamp":"torn${inner}`));
    expect(records).toMatchObject([{ type: 'compacted', offset: '{"timestamp":"torn'.length }]);
    expect(damage).toMatchObject([{ reason: 'invalid_json', offset: 0 }]);
  });

  it('takes a last record without a line end, and leaves a fragment for later', () => {
    const whole = legacyRollout(1);
    expect(read(bytesOf(whole.trimEnd()))).toMatchObject({ tail: 'record', damage: [] });
    expect(read(bytesOf(whole.trimEnd())).records).toEqual(read(bytesOf(whole)).records);
    const cut = read(bytesOf(whole.slice(0, -20)));
    expect(cut).toMatchObject({ tail: 'fragment', damage: [] });
    expect(cut.records).toEqual(read(bytesOf(whole)).records.slice(0, -1));
  });

  it('goes on behind a record that was taken without its line end as if it had had one', () => {
    const whole = bytesOf(legacyRollout(1, 2));
    const end = whole.lastIndexOf(0x0a, whole.length - 2);
    const records: unknown[] = [];
    const sink = { record: (_: unknown, ref: unknown) => records.push(ref), damage: () => {} };
    const first = createRecordReader(testId(1), sink);
    first.push(whole.subarray(0, end));
    expect(first.finish()).toBe('record');
    const second = createRecordReader(testId(1), sink, structuredClone(first.position));
    second.push(whole.subarray(end));
    expect(records.map((ref) => (ref as { offset: number }).offset)).toEqual(
      read(whole).records.map(({ offset }) => offset),
    );
    expect(second.position).toMatchObject({ line: 10, offset: whole.length });
  });

  it('steps over a line that is too long to hold, with its place and length', () => {
    const megabyte = Buffer.alloc(2 ** 20, 'x');
    const found: unknown[] = [];
    let records = 0;
    const reader = createRecordReader(testId(1), {
      record: () => (records += 1),
      damage: (damage) => found.push(damage),
    });
    const first = bytesOf(sessionMeta(1));
    reader.push(first);
    for (let i = 0; i < 70; i += 1) reader.push(megabyte);
    expect(reader.position).toMatchObject({ line: 2, offset: first.length });
    reader.push(bytesOf(`\n${line('x', {})}`));
    expect(found).toMatchObject([
      { reason: 'too_large', line: 2, offset: first.length, length: 70 * 2 ** 20 },
    ]);
    expect(records).toBe(2);
    expect(reader.position.line).toBe(4);
  });

  it('reads a file of the time before envelopes', () => {
    const bare = [
      '{"id":"6e86a8b0-6257-425b-a1aa-9e0daf5319db","timestamp":"2025-08-10T12:00:00.000Z","instructions":null}',
      '{"record_type":"state"}',
      '{"type":"message","id":null,"role":"user","content":[{"type":"input_text","text":"hi"}]}',
    ];
    const { records, damage } = read(bytesOf(`${bare.join('\n')}\n`));
    expect(records.map((record) => record.type)).toEqual(['bare', 'bare', 'bare']);
    expect(damage).toEqual([]);
  });
});

/** Texts as they stand inside a JSON string, in bytes, and what becomes visible of them. */
const oddities: [name: string, bytes: number[] | string, damage: string[]][] = [
  ['a byte that starts nothing', [0xff], ['invalid_utf8']],
  ['a lone continuation byte', [0x80], ['invalid_utf8']],
  ['a sequence cut short', [0xe2, 0x82], ['invalid_utf8']],
  ['an overlong slash', [0xc0, 0xaf], ['invalid_utf8']],
  ['an overlong three-byte form', [0xe0, 0x80, 0xaf], ['invalid_utf8']],
  ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], ['invalid_utf8']],
  ['a code point beyond Unicode', [0xf5, 0x80, 0x80, 0x80], ['invalid_utf8']],
  ['Latin-1', [0x66, 0xfc, 0x72], ['invalid_utf8']],
  ['UTF-16', [0x61, 0xfe, 0xff], ['invalid_utf8']],
  ['an escaped lone surrogate', '\\ud800', []],
  ['an escaped NUL', 'a\\u0000b', []],
  ['DEL and C1 controls', '\u007f\u0085\u009b', []],
  ['line and paragraph separators', '\u2028\u2029', []],
  ['a byte order mark inside', '\ufeff', []],
  ['bidi controls', '\u202e\u2066', []],
  ['a noncharacter', '\uffff', []],
  ['emoji with joiners', '👩‍👩‍👧', []],
  ['an escaped form feed', '\\f\\u000b', []],
  ['escaped controls', '\\u001b[31m', []],
];

describe('odd bytes', () => {
  it.each(oddities)('%s: the record is there and so is what follows', (_name, content, damage) => {
    const [before, after] = line('event_msg', { type: 'user_message', message: '#' }).split('#');
    const odd = Buffer.concat([bytesOf(before ?? ''), Buffer.from(content as string), bytesOf(after ?? '')]);
    for (const sizes of [[], [1], [7]]) {
      const found = read(Buffer.concat([bytesOf(sessionMeta(1)), odd, bytesOf(line('x', {}))]), sizes);
      expect(found.records.map((record) => record.type)).toEqual(['session_meta', 'event_msg', 'x']);
      expect(found.records[1]).toMatchObject({ length: odd.length - 1 });
      expect(found.damage.map(({ reason }) => reason)).toEqual(damage);
    }
  });

  it.each([
    ['a raw control character', '{"timestamp":"t","type":"x","payload":{"a":"\u0001"}}'],
    ['NUL bytes', '\0\0\0\0'],
    ['a NUL in JSON', '{"timestamp":"t",\0"type":"x","payload":{}}'],
    ['a form feed between tokens', '{"timestamp":"t",\f"type":"x","payload":{}}'],
    ['half a record', '{"timestamp":"t","type":"x","pay'],
    ['two values', '{"a":1}{"b":2}'],
  ])('%s: the line is reported as damage and nothing else is lost', (_name, content) => {
    const found = read(bytesOf(sessionMeta(1) + content + '\n' + line('x', {})));
    expect(found.records.map((record) => record.type)).toEqual(['session_meta', 'x']);
    expect(found.damage).toEqual([
      {
        reason: 'invalid_json',
        line: 2,
        offset: Buffer.byteLength(sessionMeta(1)),
        length: Buffer.byteLength(content),
      },
    ]);
  });

  it('saves the record behind a byte order mark in the middle of a file', () => {
    const found = read(bytesOf(`${sessionMeta(1)}\ufeff${line('x', {})}`));
    expect(found.records.map((record) => record.type)).toEqual(['session_meta', 'x']);
    expect(found.damage).toMatchObject([{ reason: 'invalid_json', line: 2, length: 3 }]);
  });

  it('reads a file that starts with a byte order mark, and one with CRLF line ends', () => {
    const plain = read(bytesOf(legacyRollout(1)));
    const marked = read(bytesOf(`\ufeff${legacyRollout(1)}`));
    expect(marked.records.map((record) => record.payload)).toEqual(
      plain.records.map((record) => record.payload),
    );
    const crlf = read(bytesOf(legacyRollout(1).replaceAll('\n', '\r\n')));
    expect(crlf.records.map((record) => record.payload)).toEqual(
      plain.records.map((record) => record.payload),
    );
    expect([...marked.damage, ...crlf.damage]).toEqual([]);
  });
});
