import { PassThrough, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { OutputClosed, streamOutput } from './output';

function terminal(columns = 120) {
  return Object.assign(new PassThrough(), { isTTY: true, columns });
}

describe('streamOutput', () => {
  test('colours and width only on a terminal', () => {
    expect(streamOutput(terminal(), {})).toMatchObject({ columns: 120, colour: true });
    expect(streamOutput(terminal(), { NO_COLOR: '1' }).colour).toBe(false);
    expect(streamOutput(terminal(), { TERM: 'dumb' }).colour).toBe(false);
    expect(streamOutput(new PassThrough(), {})).toMatchObject({ columns: null, colour: false });
  });

  test('waits for a slow reader', async () => {
    const written: string[] = [];
    let go: () => void = () => undefined;
    const slow = new Writable({
      highWaterMark: 4,
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        go = done;
      },
    });
    const output = streamOutput(slow, {});
    let resolved = false;
    const writing = output.write('more than four').then(() => (resolved = true));
    await new Promise(setImmediate);
    expect({ written, resolved }).toEqual({ written: ['more than four'], resolved: false });
    go();
    await writing;
    expect(resolved).toBe(true);
  });

  test.each([
    ['EPIPE', OutputClosed],
    ['ENOSPC', Error],
  ])('a write that fails with %s', async (code, kind) => {
    const failing = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    const output = streamOutput(failing, {});
    const error = await output.write('text').then(
      () => output.write('text').catch((reason: unknown) => reason),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(kind);
    expect(error instanceof OutputClosed).toBe(code === 'EPIPE');
  });
});
