import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from './arguments';

const folder = resolve('/somewhere/there');

test.each([
  [['--home=/a/b'], resolve('/a/b')],
  [['--home', '/a/b'], resolve('/a/b')],
  [['--home', 'relative'], resolve(folder, 'relative')],
  [['--home=with space=and sign'], resolve(folder, 'with space=and sign')],
  [['--home='], null],
  [['--home'], null],
  [['--homeless=/a'], null],
  [[], null],
])('the home of %j is %s', (argv, home) => {
  const read = readArguments(['/usr/bin/electron', '--no-sandbox', '.', ...argv], folder);
  expect(read).toEqual({ home: home && resolve(home), screenshot: null });
});

test('the screenshot goes into the folder of the caller', () => {
  expect(readArguments(['electron', '.', '--screenshot=shot.png'], folder).screenshot).toBe(
    resolve(folder, 'shot.png'),
  );
});
