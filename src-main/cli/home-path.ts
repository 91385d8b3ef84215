import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The Codex home to read: `--home`, else CODEX_HOME, else where Codex keeps it by itself. */
export function homePath(named: string | undefined, env: NodeJS.ProcessEnv, cwd: string): string {
  return resolve(cwd, named ?? (env.CODEX_HOME || join(homedir(), '.codex')));
}
