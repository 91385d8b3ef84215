import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Holds the writer lock of a thread in a process of its own, as a Codex does that has the thread open. */
export async function holdWriterLock(home: string, threadId: string): Promise<ChildProcess> {
  const folder = join(home, 'thread-writer-locks');
  await mkdir(folder, { recursive: true });
  // flock(1) takes the very lock; the shell behind it says that it has it, and waits to be killed.
  const script = 'echo held; exec sleep 600';
  const child = spawn(
    'flock',
    ['--no-fork', '--nonblock', join(folder, `${threadId}.lock`), 'sh', '-c', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return child;
}
