import { describe, expect, test } from 'vitest';
import { composeThread, type ComposedThread, itemsBefore, type ThreadFile } from './compose-thread';
import { resolveLineage } from './lineage';
import { itemBuilder, projectRollout, readRollout } from './testing/read-rollout';
import {
  call,
  ended,
  item,
  paginated,
  started,
  type TestLine,
  threadId,
  written,
  event,
} from './testing/rollout-lines';
import { fullTurn, turnOutline } from './turn-view';
import type { HistoryBase, ItemSketch } from './types';

interface TestFile extends ThreadFile {
  lines: string[];
  build(sketch: ItemSketch): unknown;
  /** Where a file that goes on before that line (1-based) starts. */
  cutBefore(line: number): HistoryBase;
}

/** One rollout file of a thread; `base` makes it go on in another. */
function file(
  rolloutId: string,
  base: HistoryBase | null,
  lines: TestLine[],
  meta: Record<string, unknown> = {},
): TestFile {
  const history_base = base && {
    thread_id: base.rolloutId,
    end_ordinal_exclusive: base.endOrdinalExclusive,
    end_byte_offset: base.endByteOffset,
  };
  const text = written(paginated({ ...meta, ...(history_base && { history_base }) }), ...lines);
  const rollout = readRollout(Buffer.from(text.map((line) => `${line}\n`).join('')), rolloutId);
  const projector = projectRollout(rollout);
  if (rollout.head === null) throw new Error('no head');
  return {
    rolloutId,
    lines: text,
    size: rollout.size,
    head: { ...rollout.head, writtenAt: `at-${rolloutId}` },
    headRecord: rollout.records[0]?.ref ?? null,
    turns: projector.turns,
    itemsOf: (seq) =>
      projector.items.filter((one) => one.turnSeq === seq).sort((one, other) => one.seq - other.seq),
    ownFromOrdinal: rollout.head.subagentHistoryStartOrdinal ?? 0,
    build: itemBuilder(rollout),
    cutBefore(line) {
      const ref = rollout.records[line - 1]?.ref;
      return { rolloutId, endOrdinalExclusive: ref?.ordinal ?? 0, endByteOffset: ref?.offset ?? 0 };
    },
  };
}

const turn = (id: string): TestLine[] => [
  started(id),
  item(id, { type: 'Plan', id: `plan-${id}`, text: id }),
  ended(id),
];
const turns = (...ids: string[]): TestLine[] => ids.flatMap(turn);
/** Line of a turn's start in a file of such turns: the meta comes first. */
const startOf = (nth: number) => 2 + (nth - 1) * 3;

function compose(current: TestFile, own: TestFile[], others: TestFile[] = []): ComposedThread {
  const all = new Map([...own, ...others].map((one) => [one.rolloutId, one]));
  return composeThread({ current, own, find: (rolloutId) => all.get(rolloutId) });
}
const summary = ({ turns: all }: ComposedThread) =>
  all.map((one) => [
    one.turn.id,
    one.reverted === null ? 'kept' : `${one.reverted.at} took ${one.reverted.turns}`,
  ]);
const shown = (thread: ComposedThread) => thread.shown.map((one) => one.turn.id);

describe('reverts', () => {
  const first = file('A', null, turns('1', '2', '3'));

  test('what was left stays in place, with the act that left it', () => {
    const second = file('B', first.cutBefore(startOf(2)), turns('4', '5'));
    const third = file('C', second.cutBefore(startOf(2)), turns('6'));
    const thread = compose(third, [first, second, third]);
    expect(shown(thread)).toEqual(['1', '4', '6']);
    expect(summary(thread)).toEqual([
      ['1', 'kept'],
      ['2', 'at-B took 2'],
      ['3', 'at-B took 2'],
      ['4', 'kept'],
      ['5', 'at-C took 1'],
      ['6', 'kept'],
    ]);
    expect(thread.turns[1]?.reverted).toMatchObject({ by: 'revert', record: { rolloutId: 'B', line: 1 } });
    expect(thread.turns.map((one) => [one.firstItem, one.itemCount])).toEqual(
      [0, 1, 2, 3, 4, 5].map((at) => [at, 1]),
    );
    expect(thread.itemCount).toBe(6);
  });

  test('a second revert that goes further back names itself only for what was still there', () => {
    const second = file('B', first.cutBefore(startOf(3)), turns('4'));
    const third = file('C', first.cutBefore(startOf(2)), turns('5'));
    const thread = compose(third, [first, second, third]);
    expect(shown(thread)).toEqual(['1', '5']);
    expect(summary(thread)).toEqual([
      ['1', 'kept'],
      ['2', 'at-C took 2'],
      ['3', 'at-B took 1'],
      ['4', 'at-C took 2'],
      ['5', 'kept'],
    ]);
  });

  test('a revert to the very start has no base', () => {
    const fresh = file('B', null, turns('4'));
    expect(summary(compose(fresh, [first, fresh]))).toEqual([
      ['1', 'at-B took 3'],
      ['2', 'at-B took 3'],
      ['3', 'at-B took 3'],
      ['4', 'kept'],
    ]);
  });

  test('a file that nobody goes on from, while an older one is current, was left by nobody known', () => {
    const lost = file('B', first.cutBefore(startOf(2)), turns('4'));
    const thread = compose(first, [first, lost]);
    expect(shown(thread)).toEqual(['1', '2', '3']);
    expect(thread.turns.at(-1)?.reverted).toEqual({ by: 'revert', at: null, record: null, turns: 1 });
  });

  test('going on from a file that was left before takes its turns back', () => {
    const second = file('B', first.cutBefore(startOf(2)), turns('4', '5'));
    const third = file('C', first.cutBefore(startOf(3)), turns('6'));
    const fourth = file('D', second.cutBefore(startOf(2)), turns('7'));
    const thread = compose(fourth, [first, second, third, fourth]);
    expect(shown(thread)).toEqual(['1', '4', '7']);
    expect(summary(thread)).toContainEqual(['6', 'at-D took 1']);
    expect(summary(thread)).toContainEqual(['4', 'kept']);
  });
});

describe('forks', () => {
  const parent = file('P', null, turns('1', '2'), { id: 'parent' });

  test('the inherited part is marked and cut', () => {
    const fork = file('F', parent.cutBefore(startOf(2)), turns('3'));
    const thread = compose(fork, [fork], [parent]);
    expect(thread.turns.map((one) => [one.turn.id, one.inherited, one.shown])).toEqual([
      ['1', true, true],
      ['3', false, true],
    ]);
    expect(thread.segments.map((segment) => segment.file.head.threadId)).toEqual(['parent', threadId]);
  });

  test('a side conversation shows only its own turns to the app-server', () => {
    const fork = file('F', parent.cutBefore(startOf(2)), turns('3'), { attached_thread: true });
    const thread = compose(fork, [fork], [parent]);
    expect(shown(thread)).toEqual(['3']);
    expect(thread.turns).toHaveLength(2);
  });

  test('a revert to before the fork leaves inherited turns', () => {
    const fork = file(
      'F',
      { ...parent.cutBefore(startOf(2)), endOrdinalExclusive: 7, endByteOffset: parent.size ?? 0 },
      turns('3'),
    );
    const reverted = file('G', parent.cutBefore(startOf(2)), turns('4'));
    const thread = compose(reverted, [fork, reverted], [parent]);
    expect(summary(thread)).toEqual([
      ['1', 'kept'],
      ['2', 'at-G took 2'],
      ['3', 'at-G took 2'],
      ['4', 'kept'],
    ]);
  });

  test('of a turn that the cut goes through only what began before it is inherited', () => {
    const running = file(
      'P',
      null,
      [
        started('1'),
        item('1', { type: 'Plan', id: 'plan', text: 'x' }),
        call('c', 'exec_command', { cmd: 'sleep' }),
        item('1', {
          type: 'CommandExecution',
          id: 'c',
          command: ['sleep'],
          cwd: 'file:///w',
          parsed_cmd: [],
          source: 'agent',
          status: 'completed',
        }),
        item('1', { type: 'Plan', id: 'later', text: 'x' }),
        ended('1'),
      ],
      { id: 'parent' },
    );
    const fork = file('F', running.cutBefore(5), turns('2'));
    const thread = compose(fork, [fork], [running]);
    const [cut] = thread.turns;
    expect(cut).toMatchObject({ itemCount: 2, cut: { endOrdinal: 4 } });
    const items = cut?.cut ? itemsBefore(running.itemsOf(0), cut.cut) : [];
    expect(items.map(running.build)).toMatchObject([
      { type: 'plan', id: 'plan' },
      { type: 'commandExecution', id: 'c', command: 'sleep', status: 'inProgress', derived: true },
    ]);
    expect(thread.turns[1]?.firstItem).toBe(2);
  });

  test('a fork of a running turn closes it: one turn, with the items of the parent and the end of the fork', () => {
    const running = file(
      'P',
      null,
      [started('1'), item('1', { type: 'Plan', id: 'plan', text: 'x' }), ended('1')],
      {
        id: 'parent',
      },
    );
    const abort = event('turn_aborted', { turn_id: '1', reason: 'interrupted', started_at: 100 });
    const fork = file('F', running.cutBefore(4), [abort, ...turns('2')]);
    const thread = compose(fork, [fork], [running]);
    expect(
      thread.shown.map((one) => [one.turn.id, one.turn.status, one.turn.completedAt, one.itemCount]),
    ).toEqual([
      ['1', 'interrupted', null, 1],
      ['2', 'completed', 107, 1],
    ]);
    // The parent itself is as it was.
    expect(running.turns[0]?.status).toBe('completed');
  });
});

describe('damage of a lineage is told, and what exists is shown', () => {
  const base = (rolloutId: string, ordinal = 4, offset = 500): HistoryBase => ({
    rolloutId,
    endOrdinalExclusive: ordinal,
    endByteOffset: offset,
  });
  const reasons = (thread: ComposedThread) => thread.damage.map((damage) => damage.reason);

  test('missing base', () => {
    const lonely = file('B', base('gone'), turns('1'));
    const thread = compose(lonely, [lonely]);
    expect(shown(thread)).toEqual(['1']);
    expect(thread.damage).toMatchObject([{ reason: 'base_missing', rolloutId: 'B', line: 1 }]);
  });

  test('a file that is its own base, and a circle of two', () => {
    const own = file('A', base('A'), turns('1'));
    expect(reasons(compose(own, [own]))).toEqual(['base_cycle']);
    const one = file('A', base('B'), turns('1'));
    const other = file('B', base('A'), turns('2'));
    expect(reasons(compose(one, [one, other]))).toEqual(['base_cycle']);
  });

  test('a base that ends before the cut', () => {
    const short = file('A', null, turns('1'));
    const next = file('B', base('A', 9, 1_000_000), turns('2'));
    const thread = compose(next, [short, next]);
    expect(reasons(thread)).toContain('base_short');
    expect(shown(thread)).toEqual(['1', '2']);
  });

  test('where offset and ordinal disagree the ordinal counts', () => {
    const edited = file('P', null, turns('1', '2'), { id: 'parent' });
    const cut = edited.cutBefore(startOf(2));
    const fork = file('F', { ...cut, endByteOffset: 10 }, turns('3'));
    const thread = compose(fork, [fork], [edited]);
    expect(shown(thread)).toEqual(['1', '3']);
    expect(reasons(thread)).toEqual(['base_mismatch']);
  });

  test('an ancestor counts only below the smallest cut', () => {
    const oldest = file('A', null, turns('1', '2', '3'));
    const middle = file('B', oldest.cutBefore(startOf(3)), turns('4'));
    const newest = file('C', { rolloutId: 'B', endOrdinalExclusive: 4, endByteOffset: 0 }, turns('5'));
    const { segments } = resolveLineage(newest, (id) => [oldest, middle].find((one) => one.rolloutId === id));
    expect(segments.map((segment) => segment.cut?.endOrdinal)).toEqual([4, 4, undefined]);
    expect(shown(compose(newest, [oldest, middle, newest]))).toEqual(['1', '5']);
  });

  test('ten thousand reverts in a row', () => {
    const files = [file('0', null, turns('0'))];
    for (let n = 1; n < 10_000; n += 1) {
      const before = files[n - 1];
      if (before === undefined) break;
      const historyBase = { rolloutId: before.rolloutId, endOrdinalExclusive: n * 10, endByteOffset: 10 };
      files.push({ ...before, rolloutId: String(n), head: { ...before.head, historyBase }, turns: [] });
    }
    const last = files.at(-1);
    if (last === undefined) throw new Error('no files');
    const thread = compose(last, files);
    expect(thread.segments).toHaveLength(10_000);
    expect(thread.turns).toHaveLength(1);
  });
});

test('a full turn has all additions, the outline the same without items', () => {
  const only = file('A', null, turns('1'));
  const [composed] = compose(only, [only]).turns;
  if (composed === undefined) throw new Error('no turn');
  const full = fullTurn(composed, only.itemsOf(0).map(only.build) as never);
  const { items, itemsView, rootTurnId, ...rest } = full;
  const { firstItem, itemCount, prompt, ...outline } = turnOutline(composed);
  expect(rest).toEqual(outline);
  expect([items.length, itemsView, rootTurnId, firstItem, itemCount, prompt]).toEqual([
    1,
    'full',
    null,
    0,
    1,
    '',
  ]);
});
