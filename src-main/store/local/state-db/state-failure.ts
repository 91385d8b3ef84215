import { errnoOf } from '../classify-error';

/** Why the state database cannot be used; the states of `HomeDescription.stateDatabase`. */
export interface StateFailure {
  state: 'unreadable' | 'corrupt' | 'locked' | 'unknown_schema';
  /** SQLite's code, errno, or a word of ours. */
  code: string;
  /** For the user. */
  message: string;
}

const bySqliteCode: Readonly<Record<string, Omit<StateFailure, 'code'>>> = {
  SQLITE_CORRUPT: {
    state: 'corrupt',
    message: 'The state database is damaged. Codex rebuilds it at its next start.',
  },
  SQLITE_NOTADB: {
    state: 'corrupt',
    message: 'The state database is not a SQLite file. Codex replaces it at its next start.',
  },
  SQLITE_CANTOPEN: {
    state: 'unreadable',
    message: 'The state database or a file beside it cannot be opened.',
  },
  SQLITE_IOERR: {
    state: 'unreadable',
    message: 'The disk reported an error while the state database was read.',
  },
  SQLITE_READONLY: {
    state: 'unreadable',
    message: 'The state database needs a recovery that only a writer can do.',
  },
  SQLITE_PERM: { state: 'unreadable', message: 'No permission to read the state database.' },
  SQLITE_AUTH: { state: 'unreadable', message: 'The system refuses access to the state database.' },
  SQLITE_NOMEM: { state: 'unreadable', message: 'There is not enough memory to read the state database.' },
  SQLITE_FULL: { state: 'unreadable', message: 'There is no room for a private copy of the state database.' },
  SQLITE_BUSY: { state: 'locked', message: 'Another program holds the state database.' },
  SQLITE_LOCKED: { state: 'locked', message: 'The state database is locked for the moment.' },
  SQLITE_PROTOCOL: { state: 'locked', message: 'Too many programs wait for the state database.' },
  SQLITE_SCHEMA: {
    state: 'unknown_schema',
    message: 'The state database changed its tables while it was read.',
  },
  SQLITE_ERROR: { state: 'unknown_schema', message: 'The state database has other tables than Skein knows.' },
};

/**
 * What failed, from an error of SQLite or of the file system (S-10). Corruption is never repaired by
 * us: lists come from the files then. Anything else is a fault of ours and is thrown again.
 */
export function classifyStateError(error: unknown): StateFailure {
  const errno = errnoOf(error);
  if (errno !== null) {
    return { state: 'unreadable', code: errno, message: `The state database cannot be read (${errno}).` };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // Extended codes append to the primary one: SQLITE_BUSY_RECOVERY, SQLITE_IOERR_READ.
  const primary = /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? '';
  const known = bySqliteCode[primary];
  if (!known) throw error;
  return { ...known, code };
}
