import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';

/** Two files of this size at most: 10 MB together. */
const largest = 5 * 1024 * 1024;
const longestLine = 4000;

/** Facts of a line: numbers, codes, names. Never the text of a rollout. */
export type Facts = Record<string, string | number | boolean | null>;

export interface Log {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  /** Settles when all lines are written. */
  settled(): Promise<void>;
}

/** As it stands inside a JSON string. */
const own = JSON.stringify(homedir()).slice(1, -1);

/** Shapes of tokens that could have come into an error's text. */
const secrets = /\b(?:sk|gh[pousr]|xox[abp]|eyJ)[-_A-Za-z0-9.]{16,}/g;

/**
 * The app's own log: one JSON object per line, bounded in size.
 *
 * JSON keeps line ends and escapes of a text from forging lines; the user's own folder and tokens are masked.
 */
export function createLog(path: string, limit = largest): Log {
  let size: number | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function append(line: string): Promise<void> {
    if (size === undefined) {
      await mkdir(dirname(path), { recursive: true });
      size = await stat(path).then(
        (info) => info.size,
        () => 0,
      );
    }
    if (size + line.length > limit) {
      await rename(path, `${path}.1`);
      size = 0;
    }
    await appendFile(path, line);
    size += Buffer.byteLength(line);
  }

  function write(level: string, message: string, facts: Facts = {}): void {
    const text = JSON.stringify({ ...facts, at: new Date().toISOString(), level, message });
    const line = `${text.replaceAll(own, '~').replace(secrets, '***').slice(0, longestLine)}\n`;
    // A log that cannot be written must not stop the app, and has nowhere to complain.
    writing = writing.then(() => append(line)).catch(() => undefined);
  }

  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    settled: () => writing,
  };
}
