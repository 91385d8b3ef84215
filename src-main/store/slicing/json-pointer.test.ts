import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendPointer, resolvePointer } from './json-pointer';

it('finds by pointer what the steps lead to, whatever the keys are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('~1', '/', '', '__proto__', 'a/b~c'))),
      (keys) => {
        let value: unknown = 'here';
        for (const key of keys.toReversed()) value = Object.fromEntries([[key, value]]);
        expect(resolvePointer(value, keys.reduce<string>(appendPointer, ''))).toBe('here');
      },
    ),
  );
});

it.each(['/missing', '/list/2', '/list/length', '/toString', '/text/0', 'text', '/list/-1'])(
  'finds nothing at %s',
  (pointer) => {
    expect(resolvePointer({ list: [1, 2], text: 'abc' }, pointer)).toBeUndefined();
  },
);
