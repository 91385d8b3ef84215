import { StoreError } from '../../store/errors';
import { hasHiddenCharacters } from './hidden-characters';
import { quotePosix, quotePowerShell } from './quote';

/** What Codex needs to know to go on with a thread. */
export interface Resumption {
  /** A UUID. */
  threadId: string;
  /** The thread's directory; empty when it is not known. */
  cwd: string;
  /** The open home; null where Codex would take it by itself. */
  codexHome: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The line that goes on with a thread in the user's shell: PowerShell on Windows, else a POSIX shell.
 *
 * `invalid_request` for an id that is no UUID and for paths with characters that cannot be seen.
 */
export function resumeCommand({ threadId, cwd, codexHome }: Resumption, platform: NodeJS.Platform): string {
  if (!uuid.test(threadId)) {
    throw new StoreError('invalid_request', 'Codex resumes threads by a UUID, which this id is not.');
  }
  if ([cwd, codexHome ?? ''].some(hasHiddenCharacters)) {
    throw new StoreError(
      'invalid_request',
      'The path of the directory or of the home holds characters that cannot be seen: no command is made of it.',
    );
  }
  const resume = `codex resume ${threadId}`;
  if (platform === 'win32') {
    const steps = [
      cwd && `Set-Location -LiteralPath ${quotePowerShell(cwd)}`,
      codexHome && `$env:CODEX_HOME = ${quotePowerShell(codexHome)}`,
      resume,
    ];
    return steps.filter(Boolean).join('; ');
  }
  const run = codexHome ? `CODEX_HOME=${quotePosix(codexHome)} ${resume}` : resume;
  const cd = cwd.startsWith('-') ? 'cd --' : 'cd';
  return cwd ? `${cd} ${quotePosix(cwd)} && ${run}` : run;
}
