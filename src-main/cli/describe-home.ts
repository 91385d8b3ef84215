import type { HomeDescription } from '../contracts/model/home';
import { StoreError } from '../store/errors';
import { printableLine } from './printable';

/** Throws when a home cannot be read at all; otherwise says, when there is something, what a user should know of it. */
export function noteOnHome(home: HomeDescription): string | null {
  const path = printableLine(home.path);
  const hint = 'Name another one with --home DIR or CODEX_HOME.';
  switch (home.state) {
    case 'missing':
      throw new StoreError('home_missing', `There is no Codex home at ${path}. ${hint}`);
    case 'not_a_directory':
      throw new StoreError('home_unreadable', `${path} is not a folder. ${hint}`);
    case 'unreadable':
      throw new StoreError(
        'home_unreadable',
        `${path} cannot be read (${home.errno ?? 'unknown reason'}). ${hint}`,
      );
    case 'empty':
      return `There are no threads at ${path}.`;
    case 'ready':
      return noteOnDatabase(home);
  }
}

function noteOnDatabase(home: HomeDescription): string | null {
  if (home.stateDatabase === 'ok' || home.stateDatabase === 'absent') return null;
  const why = home.stateDatabase.replace('_', ' ');
  return `Codex's state database cannot be used (${why}): names and git edits that only it holds are missing.`;
}
