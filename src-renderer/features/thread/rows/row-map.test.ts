import type { TurnOutline } from '@contracts/model/turn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf, type TurnSketch } from '../testing/outline-of';
import { revertedGroups } from './reverted-groups';
import { RowMap, type Row, type RowOptions } from './row-map';

/** The plain way to say what RowMap computes. */
function naiveRows(outline: readonly TurnOutline[], { view, opened }: RowOptions): Row[] {
  const groups = revertedGroups(outline);
  return outline.flatMap((turn, index): Row[] => {
    if (turn.reverted && view === 'model') return [];
    const group = groups.find(({ from }) => from === index);
    const items = !turn.reverted || opened.has(index) ? turn.itemCount : 0;
    return [
      ...(group ? [{ kind: 'reverted', turn: index, group } as const] : []),
      { kind: 'turn', turn: index },
      ...Array.from(
        { length: items },
        (_, nth) => ({ kind: 'item', turn: index, item: turn.firstItem + nth }) as const,
      ),
    ];
  });
}

const sketches = fc.array(
  fc.record({ items: fc.nat(5), act: fc.option(fc.nat(2), { nil: undefined, freq: 2 }) }),
  { maxLength: 30 },
);
const views = fc.record({
  view: fc.constantFrom('everything' as const, 'model' as const),
  opened: fc.array(fc.nat(29)).map((turns) => new Set(turns)),
});

const rowsOf = (map: RowMap) => Array.from({ length: map.count }, (_, row) => map.at(row));

describe('RowMap', () => {
  it('gives the rows that one would write down one by one', () => {
    fc.assert(
      fc.property(sketches, views, (turns: TurnSketch[], options) => {
        const outline = outlineOf(turns);
        expect(rowsOf(new RowMap(outline, options))).toEqual(naiveRows(outline, options));
      }),
    );
  });

  it('finds the row of every turn and item that it shows, and a key of its own for each row', () => {
    fc.assert(
      fc.property(sketches, views, (turns: TurnSketch[], options) => {
        const map = new RowMap(outlineOf(turns), options);
        const keys = new Set<number>();
        for (let row = 0; row < map.count; row++) {
          const at = map.at(row);
          if (at?.kind === 'turn') expect(map.rowOfTurn(at.turn)).toBe(row);
          if (at?.kind === 'item') expect(map.rowOfItem(at.item)).toBe(row);
          expect(map.rowOf(map.key(row))).toBe(row);
          keys.add(map.key(row));
        }
        expect(keys.size).toBe(map.count);
      }),
    );
  });

  it('keeps the keys of rows when others are folded, opened or hidden', () => {
    const outline = outlineOf([{ items: 2 }, { items: 3, act: 1 }, { items: 1 }]);
    const keyOfLast = (options: RowOptions) => {
      const map = new RowMap(outline, options);
      return map.key(map.count - 1);
    };
    const folded = keyOfLast({ view: 'everything', opened: new Set() });
    expect(keyOfLast({ view: 'everything', opened: new Set([1]) })).toBe(folded);
    expect(keyOfLast({ view: 'model', opened: new Set() })).toBe(folded);
  });

  it('answers for an item that has no row with its turn, or the next visible one', () => {
    const outline = outlineOf([{ items: 2 }, { items: 3, act: 1 }, { items: 1 }]);
    const everything = new RowMap(outline, { view: 'everything', opened: new Set() });
    expect(everything.at(everything.rowOfItem(3) ?? -1)).toEqual({ kind: 'turn', turn: 1 });
    const model = new RowMap(outline, { view: 'model', opened: new Set() });
    expect(model.at(model.rowOfItem(3) ?? -1)).toEqual({ kind: 'turn', turn: 2 });
    expect(everything.rowOf(3)).toBeNull();
    expect(model.rowOf(3)).toBeNull();
    expect(model.rowOf(-3)).toBeNull();
    expect(new RowMap([], { view: 'model', opened: new Set() }).rowOfItem(3)).toBeNull();
  });

  it('steps over hidden turns', () => {
    const map = new RowMap(outlineOf([{ items: 1 }, { items: 1, act: 1 }, { items: 1 }]), {
      view: 'model',
      opened: new Set(),
    });
    expect(map.neighbour(0, 1)).toBe(2);
    expect(map.neighbour(2, -1)).toBe(0);
    expect(map.neighbour(1, 1)).toBe(2);
    expect(map.neighbour(1, -1)).toBe(0);
    expect(map.neighbour(2, 1)).toBeNull();
    expect(map.neighbour(0, -1)).toBeNull();
  });

  it('stays small and fast for 100,000 items', () => {
    const map = new RowMap(outlineOf(Array.from({ length: 1000 }, () => ({ items: 100 }))), {
      view: 'everything',
      opened: new Set(),
    });
    expect(map.count).toBe(101_000);
    expect(map.at(100_999)).toEqual({ kind: 'item', turn: 999, item: 99_999 });
  });
});

describe('revertedGroups', () => {
  it('joins neighbours of one act and parts different acts', () => {
    const outline = outlineOf([
      { items: 1 },
      { items: 1, act: 1 },
      { items: 1, act: 1 },
      { items: 1, act: 2 },
      { items: 1 },
      { items: 1, act: 1 },
    ]);
    expect(revertedGroups(outline)).toEqual([
      { from: 1, to: 3 },
      { from: 3, to: 4 },
      { from: 5, to: 6 },
    ]);
  });
});
