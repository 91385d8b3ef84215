import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ResumeCommand, ResumeWay } from '../../contracts/app';
import { StoreError } from '../../store/errors';
import { type Resumption, resumeCommand } from './resume-command';
import { startProgram } from './start-program';
import { terminalLaunch } from './terminal-launch';

export interface ResumeParts {
  /** The thread's directory; rejects for a thread that there is not. */
  cwdOf(threadId: string): Promise<string>;
  /** Path of the open home. */
  home(): string;
  /** Codex's own home when nobody names one. */
  defaultHome: string;
  /** Asks the user, naming the command; true = run it. */
  ask(command: string): Promise<boolean>;
  copy(text: string): void | Promise<void>;
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
}

/** Shows, copies or runs Codex's own command for going on with a thread. Only `terminal` starts anything, after a yes. */
export function createResumeInCodex(parts: ResumeParts) {
  const { platform, env, defaultHome } = parts;
  return async (threadId: string, how: ResumeWay): Promise<ResumeCommand> => {
    const home = parts.home();
    const isOwn = home === defaultHome && (!env.CODEX_HOME || env.CODEX_HOME === home);
    const resumption = { threadId, cwd: await parts.cwdOf(threadId), codexHome: isOwn ? null : home };
    const command = resumeCommand(resumption, platform);
    if (how === 'copy') await parts.copy(command);
    if (how !== 'terminal') return { command, done: how === 'copy' };

    await checkFolder(resumption.cwd);
    const launch = await terminalLaunch(resumption, platform, env);
    if (!launch) {
      throw new StoreError(
        'unsupported',
        'No terminal program was found. The command can be copied instead.',
      );
    }
    if (!(await parts.ask(command))) return { command, done: false };
    await startProgram(launch, { cwd: resumption.cwd || undefined, env: environment(resumption, env) }).catch(
      (error: NodeJS.ErrnoException) => {
        throw new StoreError('io', 'The terminal could not be started.', { errno: error.code ?? null });
      },
    );
    return { command, done: true };
  };
}

/**
 * What a terminal gets: the user's own environment, with the home that is open. The directory may be anybody's: cmd.exe
 * would run a `codex.bat` that lies in it before the one of the PATH.
 */
function environment({ codexHome }: Resumption, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...rest } = env;
  const own = { ...rest, NoDefaultCurrentDirectoryInExePath: '1' };
  return codexHome === null ? own : { ...own, CODEX_HOME: codexHome };
}

/** A directory that is gone would leave the user in another one, in which Codex may then work. */
async function checkFolder(cwd: string): Promise<void> {
  if (!cwd) return;
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder || !isAbsolute(cwd))
    throw new StoreError('io', `The thread's directory is not there: ${cwd}`, { path: cwd });
}
