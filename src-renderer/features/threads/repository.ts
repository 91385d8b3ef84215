/** A repository as the project list shows it. */
export interface Repository {
  /** Equal for every spelling of the same origin: host and path, without scheme, user and `.git`. */
  key: string;
  name: string;
  /** What tells it from another of the same name: the path before the name, else the host. */
  owner: string;
}

/** Scheme, user and port of a URL, or the `user@host:` of git's short form. */
const url = /^(?:[a-z][a-z0-9+.-]*:\/\/)(?:[^/@]*@)?([^/:]*)(?::\d+)?\/(.*)$/i;
const short = /^(?:[^/@]*@)?([^/:]+):(?!\/\/)(.*)$/;

/**
 * Reads a git origin; null when there is none.
 *
 * User names and tokens in a URL are left out, so the key is fit to be shown.
 */
export function repositoryOf(originUrl: string | null | undefined): Repository | null {
  const origin = originUrl?.trim();
  if (!origin) return null;
  const [, host = '', path = origin] = url.exec(origin) ?? short.exec(origin) ?? [];
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean);
  const name = parts.at(-1) ?? host;
  if (!name) return null;
  const owner = parts.length > 1 ? parts.slice(0, -1).join('/') : host;
  return { key: [host.toLowerCase(), ...parts].filter(Boolean).join('/'), name, owner };
}
