import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ThreadSummary } from '../../contracts/model/thread';
import { summarizeMetadata } from '../../history/thread-metadata-summary';
import { type ListableThread, orderThreads, pageThreads } from './page-threads';
import type { ListThreadsParams } from '../types';

function thread(id: string, more: Partial<ThreadSummary> = {}, title = ''): ListableThread {
  const place = {
    path: null,
    createdAtMs: 1000,
    updatedAtMs: 1000,
    archived: false,
    sizeBytes: 0,
    format: 'legacy' as const,
    turnCount: null,
    damaged: false,
    compressed: false,
    defaultProvider: 'openai',
  };
  return { summary: { ...summarizeMetadata(id, null, place), ...more }, title, kinds: ['cli'] };
}

function page(threads: ListableThread[], params: Partial<ListThreadsParams> = {}) {
  return pageThreads((key) => orderThreads(threads, key), {
    sortKey: 'created_at',
    sortDirection: 'desc',
    ...params,
  });
}
const idsOf = (threads: ListableThread[], params: Partial<ListThreadsParams> = {}) =>
  page(threads, params).data.map(({ id }) => id);

describe('order', () => {
  const threads = [
    thread('b', { createdAtMs: 2, updatedAtMs: 1, recencyAtMs: null }),
    thread('a', { createdAtMs: 2, updatedAtMs: 3, recencyAtMs: 2 }),
    thread('c', { createdAtMs: 1, updatedAtMs: 2, recencyAtMs: 3 }),
  ];

  test('equal times are ordered by id, in the direction of the list', () => {
    expect(idsOf(threads)).toEqual(['b', 'a', 'c']);
    expect(idsOf(threads, { sortDirection: 'asc' })).toEqual(['c', 'a', 'b']);
  });

  test('recency falls back to the update', () => {
    expect(idsOf(threads, { sortKey: 'updated_at' })).toEqual(['a', 'c', 'b']);
    expect(idsOf(threads, { sortKey: 'recency_at' })).toEqual(['c', 'a', 'b']);
  });
});

describe('filters', () => {
  const threads = [
    thread('1', { archived: true, cwd: '/a', modelProvider: 'openai', name: 'Needle' }),
    thread('2', { archived: false, cwd: '/a/b', modelProvider: 'mock', preview: 'a Needle here' }),
    { ...thread('3', { cwd: '/b' }, 'title with Needle'), kinds: ['subAgent', 'subAgentReview'] as const },
  ];

  test.each<[Partial<ListThreadsParams>, string[]]>([
    [{}, ['3', '2', '1']],
    [{ archived: true }, ['1']],
    [{ archived: false }, ['3', '2']],
    [{ cwd: ['/a'] }, ['1']],
    [{ cwd: ['/a', '/b'] }, ['3', '1']],
    [{ cwd: [] }, []],
    [{ modelProviders: ['mock'] }, ['2']],
    [{ modelProviders: [] }, ['3', '2', '1']],
    [{ sourceKinds: ['subAgentReview', 'exec'] }, ['3']],
    [{ sourceKinds: [] }, ['3', '2', '1']],
    [{ searchTerm: 'Needle' }, ['3', '2', '1']],
    [{ searchTerm: 'needle' }, []],
    [{ searchTerm: 'a Needle', archived: false }, ['2']],
  ])('%j', (params, expected) => {
    expect(idsOf(threads, params)).toEqual(expected);
  });
});

describe('pages', () => {
  test('any page size in any direction gives the whole list, each thread once', () => {
    const time = fc.integer({ min: 0, max: 5 }).map((ms) => 1_700_000_000_000 + ms);
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(
            fc.string({ minLength: 1, maxLength: 4 }).filter((text) => !text.includes('|')),
            time,
            time,
          ),
          {
            selector: ([id]) => id,
            maxLength: 30,
          },
        ),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('created_at' as const, 'updated_at' as const, 'recency_at' as const),
        fc.constantFrom('asc' as const, 'desc' as const),
        (spec, limit, sortKey, sortDirection) => {
          const threads = spec.map(([id, createdAtMs, updatedAtMs]) =>
            thread(id, { createdAtMs, updatedAtMs: updatedAtMs + 0.25, recencyAtMs: updatedAtMs }),
          );
          const whole = idsOf(threads, { sortKey, sortDirection });
          const seen: string[] = [];
          let cursor: string | null | undefined;
          do {
            const next = page(threads, { sortKey, sortDirection, limit, ...(cursor && { cursor }) });
            seen.push(...next.data.map(({ id }) => id));
            cursor = next.nextCursor;
          } while (cursor);
          expect(seen).toEqual(whole);
        },
      ),
    );
  });

  test('the last page has no cursor, a limit of 0 is one', () => {
    const threads = [thread('a'), thread('b')];
    expect(page(threads, { limit: 2 }).nextCursor).toBeNull();
    expect(page(threads).nextCursor).toBeNull();
    expect(page(threads, { limit: 0 })).toMatchObject({ nextCursor: '1970-01-01T00:00:01Z|b' });
  });

  test('a bare time goes on behind everything of that time', () => {
    const threads = [thread('a'), thread('b', { createdAtMs: 2000 }), thread('c')];
    expect(idsOf(threads, { cursor: '1970-01-01T00:00:02Z' })).toEqual(['c', 'a']);
    expect(idsOf(threads, { cursor: '1970-01-01T00-00-01', sortDirection: 'asc' })).toEqual(['b']);
  });

  test('a bad cursor is refused', () => {
    expect(() => page([], { cursor: 'nonsense' })).toThrow('invalid cursor: nonsense');
  });
});
