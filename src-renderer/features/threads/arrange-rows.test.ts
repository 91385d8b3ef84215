import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { arrangeRows } from './arrange-rows';
import { indexThreads } from './thread-index';

const agent = (id: string, parentThreadId: string | null) =>
  aThread({ id, parentThreadId, source: { subAgent: 'review' } });
const all = () => true;
const none = () => false;

/** Rows as `id`, indented by depth, with the number of agents where there are some. */
function shape(
  threads: ReturnType<typeof aThread>[],
  expanded: (thread: { id: string }) => boolean,
): string[] {
  return arrangeRows(indexThreads(threads), expanded).map(
    ({ entry, depth, agents }) => `${'  '.repeat(depth)}${entry.thread.id}${agents ? ` +${agents}` : ''}`,
  );
}

describe('arrangeRows', () => {
  it('nests agents under the thread that started them, in the order given', () => {
    const threads = [agent('b2', 'b'), aThread({ id: 'a' }), agent('b1', 'b'), aThread({ id: 'b' })];
    expect(shape(threads, all)).toEqual(['a', 'b +2', '  b2', '  b1']);
    expect(shape(threads, none)).toEqual(['a', 'b +2']);
  });

  it('nests agents of agents and counts them at every level', () => {
    const threads = [aThread({ id: 'a' }), agent('b', 'a'), agent('c', 'b')];
    expect(shape(threads, all)).toEqual(['a +2', '  b +1', '    c']);
    expect(shape(threads, (thread) => thread.id === 'a')).toEqual(['a +2', '  b +1']);
    expect(shape(threads, (thread) => thread.id === 'b')).toEqual(['a +2']);
  });

  it('takes the parent from the source where the row does not name it', () => {
    const spawned = aThread({
      id: 'b',
      source: {
        subAgent: {
          thread_spawn: {
            parent_thread_id: 'a',
            depth: 1,
            agent_path: null,
            agent_nickname: null,
            agent_role: null,
          },
        },
      },
    });
    expect(shape([spawned, aThread({ id: 'a' })], all)).toEqual(['a +1', '  b']);
  });

  it('leaves forks and orphans at the top', () => {
    const threads = [
      aThread({ id: 'f', parentThreadId: 'a' }),
      agent('o', 'gone'),
      agent('n', null),
      aThread({ id: 'a' }),
    ];
    expect(shape(threads, all)).toEqual(['f', 'o', 'n', 'a']);
  });

  it('survives any nesting, deep and circular, and shows every thread once when all is open', () => {
    const chain = Array.from({ length: 30_000 }, (_, i) => agent(`t${i}`, i === 0 ? null : `t${i - 1}`));
    expect(arrangeRows(indexThreads(chain), all).at(0)?.agents).toBe(29_999);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 12 }), (parents) => {
        const threads = parents.map((parent, i) => agent(`${i}`, `${parent}`));
        const rows = arrangeRows(indexThreads(threads), all);
        expect(rows.map(({ entry }) => entry.thread.id).sort()).toEqual(threads.map(({ id }) => id).sort());
      }),
    );
  });
});
