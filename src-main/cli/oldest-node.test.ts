import { expect, test } from 'vitest';
import { isNewEnough } from './oldest-node';

test.each([
  ['20.20.2', false],
  ['22.14.9', false],
  ['22.15.0', true],
  ['22.15.1', true],
  ['22.9.0', false],
  ['24.0.0', true],
  ['100.0.0', true],
])('Node %s: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough);
});
