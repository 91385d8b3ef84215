import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createLineSplitter } from '../../../history/split-lines';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A program of ours in a process of its own, which tells one line for each thing that it did. */
export interface SecondProcess {
  readonly pid: number;
  /** The next line that it tells, which must come; rejects when the process ends before. */
  told(): Promise<string>;
  /** Asks it to end, by closing its input, and waits. */
  end(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** @param program a TypeScript file relative to the project, or a program that was built of one */
export function secondProcess(program: string, args: readonly string[]): SecondProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [...(program.endsWith('.ts') ? ['scripts/run-typescript.mjs'] : []), program, ...args],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  // Not `exit`: what it told last may still be on the way then.
  const ended = once(child, 'close');
  let isOver = false;
  const lines: string[] = [];
  let wake = (): void => {};
  const splitter = createLineSplitter();
  child.stdout?.on('data', (bytes: Buffer) => {
    for (const { bytes: line } of splitter.push(new Uint8Array(bytes)))
      lines.push(Buffer.from(line).toString('utf8'));
    wake();
  });
  const over = () => {
    isOver = true;
    wake();
  };
  ended.then(over, over);
  return {
    pid: child.pid ?? 0,
    async told() {
      for (;;) {
        const line = lines.shift();
        if (line !== undefined) return line;
        if (isOver) throw new Error(`${program} ended`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async end() {
      child.stdin?.end();
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
