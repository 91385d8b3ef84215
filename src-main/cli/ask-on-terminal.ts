import type { ReadStream } from 'node:tty';
import type { Ask } from './command';
import type { Output } from './output';

/** Longest answer that is read. */
const longest = 200;

/** A way to ask somebody at a terminal; null when there is none to type on or to show the question on. */
export function askOnTerminal(
  input: Pick<ReadStream, 'isTTY' | 'setEncoding' | 'on' | 'off' | 'resume' | 'pause'>,
  messages: Output,
): Ask | null {
  if (!input.isTTY || messages.columns === null) return null;
  return async (question) => {
    await messages.write(`${question} [y/N] `);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const done = () => {
        input.off('data', take);
        input.off('end', done);
        input.pause();
        resolve(text);
      };
      const take = (chunk: string) => {
        text += chunk;
        if (text.includes('\n') || text.length > longest) done();
      };
      input.setEncoding('utf8');
      input.on('data', take);
      input.on('end', done);
      input.resume();
    });
    return /^\s*y(es)?\s*$/i.test(answer);
  };
}
