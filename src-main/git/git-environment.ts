import { delimiter, isAbsolute } from 'node:path';

/** What git needs to find its own configuration, `safe.directory` among it, and to start at all on Windows. */
const kept = [
  'HOME',
  'XDG_CONFIG_HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'TMP',
];

/**
 * The environment that git runs in: a few names of the given one, none of its GIT_* variables, and what keeps git from
 * asking, paging, taking locks and using any transport.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const upper = new Map(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));
  const own = kept.flatMap((name) => {
    const value = upper.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(own),
    PATH: searchPath(env).join(delimiter),
    // Messages are read by us: they must not be translated.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_OPTIONAL_LOCKS: '0',
    // A partial clone fetches what it lacks: a git that does not know the first of these still has no transport.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** Folders of PATH. Relative ones are left out: they would be searched from inside the repository. */
export function searchPath(env: NodeJS.ProcessEnv): string[] {
  const path = env.PATH ?? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
  return (path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}
