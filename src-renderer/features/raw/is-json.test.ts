import { expect, it } from 'vitest';
import { isJson } from './is-json';

it.each(['{"a": 1}', '[]', ' null ', '"text"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`])(
  '%.20s is',
  (text) => {
    expect(isJson(text)).toBe(true);
  },
);

it.each(['not JSON at all', '{"a": 1', '{"a": 1}{"b": 2}', '', '\u0000'])('%j is not', (text) => {
  expect(isJson(text)).toBe(false);
});
