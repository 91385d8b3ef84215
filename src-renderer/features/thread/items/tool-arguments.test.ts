import { expect, it } from 'vitest';
import { toolArguments } from './tool-arguments';

it.each([
  [null, ''],
  ['a\n b', 'a b'],
  [3, '3'],
  [{ path: '/a', n: 2, deep: { a: 1 }, list: [1, 2] }, 'path: /a, n: 2, deep: {…}, list: [2]'],
  [{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }, 'a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, …'],
  ['x'.repeat(200), `${'x'.repeat(160)}…`],
])('puts %j in one line', (value, line) => {
  expect(toolArguments(value)).toBe(line);
});
