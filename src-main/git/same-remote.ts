/**
 * Whether two addresses of a remote lead to the same repository: protocol, user, password, `.git` and a slash at the end do
 * not count, nor does the short form `user@host:path`. A port counts unless it is the protocol's own.
 */
export function sameRemote(one: string, other: string): boolean {
  return addressOf(one) === addressOf(other);
}

const ownPorts: Record<string, string> = { ssh: '22', http: '80', https: '443', git: '9418' };

function addressOf(remote: string): string {
  const text = remote.trim();
  const [, scheme, host, port, path] =
    /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?([^/:?#]+|\[[^\]]*\])(?::(\d+))?(?:\/(.*))?$/is.exec(text) ?? [];
  if (scheme !== undefined && host !== undefined) {
    const shownPort = port === undefined || ownPorts[scheme.toLowerCase()] === port ? '' : `:${port}`;
    return `${host.toLowerCase()}${shownPort}/${bare(path ?? '')}`;
  }
  // A letter before the colon is a drive of Windows.
  const [, shortHost, shortPath] = /^(?:[^/@\s]+@)?([^/:@\s]{2,}):(?!\/\/)(.+)$/s.exec(text) ?? [];
  if (shortHost !== undefined) return `${shortHost.toLowerCase()}/${bare(shortPath ?? '')}`;
  return bare(text, '/');
}

function bare(path: string, root = ''): string {
  const shown = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/\/+$/, '');
  return root === '' ? shown.replace(/^\/+/, '') : shown || root;
}
