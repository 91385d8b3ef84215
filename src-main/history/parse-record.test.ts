import { describe, expect, test } from 'vitest';
import { depthCap, parseCap, parseRecord } from './parse-record';

const parse = (line: string | Uint8Array, place = { firstLine: false, bare: false }) =>
  parseRecord(typeof line === 'string' ? Buffer.from(line) : line, place);
const envelope = (payload: string) =>
  `{"timestamp":"2026-05-20T09:00:00.000Z","type":"event_msg","payload":${payload}}`;
const reasonOf = (line: string | Uint8Array) => {
  const parsed = parse(line);
  return parsed.kind === 'damage' ? parsed.reason : parsed.kind;
};

describe('a line that is no record says why', () => {
  test.each([
    ['{nope', 'invalid_json'],
    ['{"timestamp":"t","type":"x"', 'invalid_json'],
    ['[]', 'not_an_object'],
    ['"text"', 'not_an_object'],
    ['null', 'not_an_object'],
    ['{"type":"x","payload":{}}', 'missing_timestamp'],
    ['{"timestamp":5,"type":"x","payload":{}}', 'missing_timestamp'],
    ['{"timestamp":"t","payload":{}}', 'missing_type'],
    ['', 'blank'],
    [' \t\r', 'blank'],
    ['\uFEFF{"timestamp":"t","type":"x","payload":{}}', 'invalid_json'],
  ])('%s: %s', (line, reason) => {
    expect(reasonOf(line)).toBe(reason);
  });

  test('the message of broken JSON quotes nothing of the line', () => {
    const parsed = parse('{"timestamp":"t", secret}');
    expect(parsed.kind === 'damage' && parsed.message).not.toContain('secret');
  });

  test('a line above the cap is not parsed', () => {
    expect(reasonOf(Buffer.alloc(parseCap + 1, 0x20))).toBe('too_large');
  });

  test('nesting counts outside of strings only', () => {
    const nested = (depth: number) => envelope(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(reasonOf(nested(depthCap - 2))).toBe('record');
    expect(reasonOf(nested(depthCap - 1))).toBe('too_deep');
    expect(reasonOf(nested(5_000_000))).toBe('too_deep');
    expect(reasonOf(envelope(JSON.stringify({ a: '[{'.repeat(10_000), b: '\\"['.repeat(5000) })))).toBe(
      'record',
    );
  });
});

describe('what is tolerated', () => {
  test('a byte order mark at the start of the file', () => {
    expect(parse(`\uFEFF${envelope('{}')}`, { firstLine: true, bare: false }).kind).toBe('record');
  });

  test('a carriage return before the line end', () => {
    expect(parse(`${envelope('{}')}\r`).kind).toBe('record');
  });

  test('bytes that are no UTF-8: the record is there, with U+FFFD, and says so', () => {
    const [before = '', after = ''] = envelope('{"text":"a|b"}').split('|');
    for (const bytes of [[0xff], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0x80]]) {
      const line = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
      const parsed = parse(line);
      expect(parsed.kind === 'record' && parsed.invalidUtf8).toBe(true);
      expect(parsed.kind === 'record' && parsed.record.payload.text).toContain('\uFFFD');
    }
  });

  test('NUL, controls and lone surrogates in strings', () => {
    const parsed = parse(envelope('{"text":"\\u0000 \\u001b \\ud800"}'));
    expect(parsed).toMatchObject({ kind: 'record', invalidUtf8: false });
    expect(parsed.kind === 'record' && parsed.record.payload.text).toBe('\0 \u001b \ud800');
  });

  test('no payload, or one that is no object: unknown kinds keep it in raw', () => {
    const parsed = parse('{"timestamp":"t","type":"new_kind","payload":[1]}');
    expect(parsed).toMatchObject({ kind: 'record', record: { payload: {}, raw: { payload: [1] } } });
  });

  test('odd ordinals count as none', () => {
    for (const ordinal of ['-1', '1.5', '"7"', 'null', '1e400']) {
      const line = `{"timestamp":"t","ordinal":${ordinal},"type":"x","payload":{}}`;
      expect(parse(line)).toMatchObject({ record: { ordinal: null } });
    }
  });

  test('keys that name parts of a prototype are keys', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const parsed = parse(
      envelope('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}'),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(parsed.kind === 'record' && Object.keys(parsed.record.payload)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });
});

test('a file without envelopes: the whole line is the payload', () => {
  const parsed = parse('{"type":"message","role":"user"}', { firstLine: false, bare: true });
  const raw = { type: 'message', role: 'user' };
  expect(parsed).toMatchObject({
    record: { type: 'bare', timestamp: null, ordinal: null, payload: raw, raw },
  });
});
