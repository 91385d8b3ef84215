import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { outlineOf } from '../thread/testing/outline-of';
import { threadRefusal, turnRefusal } from './branch-refusal';
import { cutBefore, cutLast, cutRequest } from './cut';

const turns = outlineOf([
  { items: 1 },
  { items: 1, derived: true },
  { items: 1 },
  { items: 1, act: 1 },
  { items: 1 },
  { items: 1 },
]);

describe('a cut', () => {
  it('counts turns as Codex does: what was reverted or is no turn to it is none', () => {
    expect(cutBefore(turns, 4)).toEqual({ from: 4, turns: 2 });
    expect(cutBefore(turns, 2)).toEqual({ from: 2, turns: 3 });
    expect(cutBefore(turns, 0)).toEqual({ from: 0, turns: 4 });
  });

  it('takes out the last turns, at least one and at most all', () => {
    expect(cutLast(turns, 2)).toEqual({ from: 4, turns: 2 });
    expect(cutLast(turns, 3)).toEqual({ from: 2, turns: 3 });
    expect(cutLast(turns, 99)).toEqual({ from: 0, turns: 4 });
    for (const few of [0, -3, Number.NaN]) expect(cutLast(turns, few)).toEqual({ from: 5, turns: 1 });
    expect(cutLast([], 1)).toBeNull();
    expect(cutLast(outlineOf([{ items: 1, act: 1 }]), 1)).toBeNull();
  });

  it('is the same said either way', () => {
    const sketches = fc.array(fc.record({ items: fc.constant(1), derived: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(sketches, fc.nat(40), (all, wanted) => {
        const outline = outlineOf(all);
        const cut = cutLast(outline, wanted);
        if (cut) expect(cutBefore(outline, cut.from)).toEqual(cut);
        else expect(all.every(({ derived }) => derived)).toBe(true);
      }),
    );
  });

  it('is a number of turns in a legacy thread and a turn in a paginated one', () => {
    const cut = cutBefore(turns, 4);
    expect(cutRequest(aThread({ id: 'a', format: 'legacy' }), turns, cut)).toEqual({
      kind: 'rollback',
      threadId: 'a',
      turns: 2,
    });
    expect(cutRequest(aThread({ id: 'b', format: 'paginated' }), turns, cut)).toEqual({
      kind: 'revert',
      threadId: 'b',
      beforeTurnId: 'turn-4',
    });
  });
});

describe('refusals', () => {
  it('tell why a thread is left alone', () => {
    expect(threadRefusal(aThread(), true)).toBeNull();
    expect(threadRefusal(aThread(), false)).toMatch(/being read/);
    expect(threadRefusal(aThread({ archived: true }), true)).toMatch(/archived/);
    expect(threadRefusal(aThread({ format: 'bare' }), true)).toMatch(/old format/);
    expect(threadRefusal(aThread({ damaged: true }), true)).toMatch(/cannot be read/);
  });

  it('tell why a turn is', () => {
    const [plain, derived, , reverted] = turns;
    const [open] = outlineOf([{ items: 1, status: 'inProgress' }]);
    for (const act of ['fork-before', 'fork-through', 'roll-back'] as const) {
      expect(plain && turnRefusal(act, plain)).toBeNull();
      expect(derived && turnRefusal(act, derived)).toMatch(/no turn/);
      expect(reverted && turnRefusal(act, reverted)).toMatch(/already/);
    }
    expect(open && turnRefusal('fork-through', open)).toMatch(/not ended/);
    expect(open && turnRefusal('fork-before', open)).toBeNull();
  });
});
