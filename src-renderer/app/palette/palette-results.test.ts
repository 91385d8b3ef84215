import { describe, expect, it } from 'vitest';
import { indexThreads } from '../../features/threads/thread-index';
import { aThread } from '../../test/a-thread';
import { paletteResults } from './palette-results';

const commands = [
  { id: 'settings', title: 'Settings' },
  { id: 'sort', title: 'Sort threads' },
] as const;
const entries = indexThreads([
  aThread({ id: '01a20484-aaaa', name: 'Set the table' }),
  aThread({ id: '01a20484-bbbb', name: null, preview: 'Fix  the\nsort order' }),
]);
const titles = (text: string) =>
  paletteResults(text, commands, entries).map(({ kind, title }) => `${kind} ${title}`);

describe('paletteResults', () => {
  it('lists everything that it knows when nothing is typed, commands first', () => {
    expect(titles(' ')).toEqual([
      'command Settings',
      'command Sort threads',
      'thread Set the table',
      'thread Fix the sort order',
    ]);
  });

  it('finds commands and threads by what they are called, best first', () => {
    expect(titles('sort')).toEqual(['command Sort threads', 'thread Fix the sort order']);
    expect(titles('SET')).toEqual(['command Settings', 'thread Set the table']);
  });

  it('finds a thread by a part of its id', () => {
    expect(titles('01a20484-bbbb')).toEqual(['thread Fix the sort order']);
    expect(titles('zzzz')).toEqual([]);
  });

  it('stays short', () => {
    const many = indexThreads(Array.from({ length: 500 }, () => aThread({ name: 'Same' })));
    expect(paletteResults('same', commands, many)).toHaveLength(30);
  });
});
