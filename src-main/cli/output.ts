import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Whoever reads the output has had enough (`| head`): a reason to stop, not to complain. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** A place to write text to, at the pace at which it is read. */
export interface Output {
  /** Resolves once more may be written; rejects with `OutputClosed` when the reader is gone. */
  write(text: string): Promise<void>;
  /** Cells in a line of the terminal; null when it is none. */
  readonly columns: number | null;
  /** Whether colours are wanted. */
  readonly colour: boolean;
}

/** Output to a stream of the process. Colours only on a terminal, and never with NO_COLOR set. */
export function streamOutput(
  stream: Writable & { isTTY?: boolean; columns?: number },
  env: NodeJS.ProcessEnv,
): Output {
  let broken: Error | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    broken = error.code === 'EPIPE' ? new OutputClosed() : error;
  });
  const terminal = stream.isTTY === true;
  return {
    columns: terminal ? (stream.columns ?? 80) : null,
    colour: terminal && !env.NO_COLOR && env.TERM !== 'dumb',
    async write(text) {
      if (broken) throw broken;
      if (stream.write(text)) return;
      // An error ends the wait as well; it is told by the handler above.
      await once(stream, 'drain').catch(() => undefined);
      if (broken) throw broken;
    },
  };
}
