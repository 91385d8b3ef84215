import { type ChildProcess, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { findGit } from './find-git';
import { gitEnvironment } from './git-environment';

/** Configuration of the repository that could start a program, overruled; the command line wins over every file. */
const overruled = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.askPass=',
  'core.sshCommand=false',
  'credential.helper=',
  'protocol.allow=never',
  'diff.external=',
  'log.showSignature=false',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
];

/** Most bytes of an answer, and of what git says on stderr. */
const outLimit = 1024 * 1024;
const messageLimit = 8 * 1024;

/** git gave no answer: it is not there, took too long or said too much. */
export class GitStopped extends Error {
  override readonly name = 'GitStopped';
  readonly state: 'timeout' | 'failed';

  constructor(state: 'timeout' | 'failed', message: string) {
    super(message);
    this.state = state;
  }
}

export interface GitAnswer {
  /** Exit code; null when a signal ended git. */
  code: number | null;
  /** Without the line end at its end. */
  out: string;
  /** Its first line on stderr, without credentials. */
  message: string;
}

export type Git = (args: readonly string[]) => Promise<GitAnswer>;

export interface GitPlace {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Most time for one call, in ms. */
  timeoutMs: number;
}

/**
 * A git that asks a repository without running anything of it: no hook, no monitor, no pager, no prompt, no transport
 * (S-45). Only for commands that show no differences: external diff and text converters belong to those.
 * Rejects with `GitStopped`.
 */
export function gitAt({ cwd, env, timeoutMs }: GitPlace): Git {
  const found = findGit(env);
  const options = overruled.flatMap((one) => ['-c', one]);
  return async (args) => {
    const program = await found;
    if (program === null) throw new GitStopped('failed', 'git was not found on this machine');
    const child = spawn(program, ['--no-pager', '--no-optional-locks', ...options, ...args], {
      cwd,
      env: gitEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what git may have started ends with it, and there is no terminal to ask on.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    return await answerOf(child, timeoutMs);
  };
}

function answerOf(child: ChildProcess, timeoutMs: number): Promise<GitAnswer> {
  const out: Buffer[] = [];
  const messages: Buffer[] = [];
  return new Promise<GitAnswer>((resolve, reject) => {
    // Settles at once: what still holds the pipes must not keep the caller waiting.
    const stop = (why: GitStopped) => {
      end(child);
      reject(why);
    };
    const seconds = timeoutMs / 1000;
    const timer = setTimeout(
      () => stop(new GitStopped('timeout', `git gave no answer within ${seconds} s`)),
      timeoutMs,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (sizeOf(out) > outLimit) stop(new GitStopped('failed', 'git gave more than 1 MiB as its answer'));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (sizeOf(messages) < messageLimit) messages.push(chunk);
    });
    child.on('error', (error) =>
      stop(new GitStopped('failed', `git could not be started: ${error.message}`)),
    );
    child.on('close', (code) => {
      resolve({ code, out: textOf(out).replace(/\r?\n$/, ''), message: firstLine(textOf(messages)) });
    });
    child.on('exit', () => clearTimeout(timer));
  });
}

/** Ends git and whatever it started. */
function end(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

function sizeOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1').slice(0, 500);
}
