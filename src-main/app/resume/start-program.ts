import { spawn } from 'node:child_process';
import type { Launch } from './terminal-launch';

/** Starts a program that lives on without the app; settles when it runs, rejects when it cannot be started. */
export function startProgram(
  { file, args }: Launch,
  { cwd, env }: { cwd: string | undefined; env: NodeJS.ProcessEnv },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: 'ignore', windowsHide: true });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
