import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askOnTerminal } from './ask-on-terminal';

function terminal(isTTY: boolean, columns: number | null = 80) {
  const input = Object.assign(new PassThrough(), { isTTY });
  let shown = '';
  const messages = { columns, colour: false, write: async (text: string) => void (shown += text) };
  // What a terminal has and a stream has not is not used.
  const ask = askOnTerminal(input as unknown as Parameters<typeof askOnTerminal>[0], messages);
  return { ask, input, shown: () => shown };
}

test.each([
  ['y\n', true],
  ['YES\r\n', true],
  [' yes \n', true],
  ['n\n', false],
  ['\n', false],
  ['yes please\n', false],
  ['y'.repeat(300), false],
])('%j is %s', async (typed, answer) => {
  const { ask, input, shown } = terminal(true);
  const asked = ask?.('Delete?');
  input.write(typed);
  expect(await asked).toBe(answer);
  expect(shown()).toBe('Delete? [y/N] ');
  expect(input.isPaused()).toBe(true);
});

test('an answer that comes in pieces, and one that never comes', async () => {
  const first = terminal(true);
  const yes = first.ask?.('?');
  for (const piece of ['y', 'e', 's', '\n']) first.input.write(piece);
  expect(await yes).toBe(true);
  const second = terminal(true);
  const none = second.ask?.('?');
  second.input.end();
  expect(await none).toBe(false);
});

test('nobody is asked where nobody could type or read', () => {
  expect(terminal(false).ask).toBeNull();
  expect(terminal(true, null).ask).toBeNull();
});
