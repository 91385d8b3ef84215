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

/** Folders named in a note; the rest is counted. */
const maxNamed = 3;

/** Says which folders of the home could not be read, once a list has looked at all of them; null when all could. */
export function noteOnObstacles({ obstacles = [] }: HomeDescription): string | null {
  if (obstacles.length === 0) return null;
  const named = obstacles
    .slice(0, maxNamed)
    .map(({ file, message }) => printableLine(`${file}: ${message}`))
    .join(' ');
  const rest = obstacles.length - maxNamed;
  return `Threads may be missing. ${named}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

function noteOnDatabase(home: HomeDescription): string | null {
  if (home.stateDatabase === 'ok' || home.stateDatabase === 'absent') return null;
  const why = home.stateDatabase.replace('_', ' ');
  return `Codex's state database cannot be used (${why}): names and git edits that only it holds are missing.`;
}
