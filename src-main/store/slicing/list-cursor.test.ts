import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatListCursor, parseListCursor } from './list-cursor';

const threadId = '01a20489-193b-72b0-a3fd-e7d2b0059dc7';

describe('list cursors', () => {
  test.each([
    [Date.UTC(2026, 10, 22, 18, 33, 43, 483), '2026-11-22T18:33:43.483Z'],
    [Date.UTC(2026, 10, 22, 18, 33, 43, 920), '2026-11-22T18:33:43.92Z'],
    [Date.UTC(2026, 10, 22, 18, 33, 40), '2026-11-22T18:33:40Z'],
  ])('%i is written as 0.169 writes it', (timeMs, time) => {
    expect(formatListCursor({ timeMs, threadId })).toBe(`${time}|${threadId}`);
  });

  test('what was written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (timeMs) => {
        expect(parseListCursor(formatListCursor({ timeMs, threadId }))).toEqual({ timeMs, threadId });
      }),
    );
  });

  test.each([
    ['2026-11-22T18:34:59Z', Date.UTC(2026, 10, 22, 18, 34, 59)],
    ['2026-11-22T18:34:59.25+02:00', Date.UTC(2026, 10, 22, 16, 34, 59, 250)],
    ['2026-11-22T18-34-59', Date.UTC(2026, 10, 22, 18, 34, 59)],
  ])('the older form %s names a time only', (cursor, timeMs) => {
    expect(parseListCursor(cursor)).toEqual({ timeMs, threadId: null });
  });

  test.each([
    '',
    'x',
    threadId,
    '2026-11-22',
    '2026-13-22T18:34:59Z',
    '2026-11-22T18:34:59',
    '2026-11-22T18:34:59Z|',
    '2026-11-22T18:34:59Z|a|b',
  ])('%j is refused', (cursor) => {
    expect(() => parseListCursor(cursor)).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: `invalid cursor: ${cursor}` }),
    );
  });
});
