/**
 * A path from a `file:` URL, as the app-server shows it: Windows drives and shares with backslashes. Null for
 * anything else, which upstream refuses.
 */
export function pathOfFileUrl(url: string): string | null {
  const match = /^file:(?:\/\/([^/?#]*))?(\/[^?#]*)$/i.exec(url);
  if (!match) return null;
  const host = match[1] ?? '';
  const path = decodePercent(match[2] ?? '/');
  if (host !== '') return `\\\\${host}${path.replaceAll('/', '\\')}`;
  const drive = /^\/([A-Za-z]):(\/.*)?$/.exec(path);
  if (!drive) return path;
  return `${(drive[1] ?? '').toUpperCase()}:${(drive[2] ?? '').replaceAll('/', '\\')}`;
}

/** `%C3%A9` as UTF-8; a broken escape stays as it is, broken UTF-8 becomes U+FFFD. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** `path` as seen from `cwd`: joined when relative, `.` and `..` resolved; cwd decides what a path looks like. */
export function resolvePath(cwd: string, path: string): string {
  const drive = /^[A-Za-z]:(?=\\)/.exec(cwd)?.[0];
  if (drive === undefined)
    return path.startsWith('/') ? joined('', '/', path) : joined('', '/', `${cwd}/${path}`);
  const own = /^[A-Za-z]:(?=[\\/])/.exec(path)?.[0];
  if (own !== undefined) return joined(own, '\\', path.slice(own.length));
  const isRooted = /^[\\/]/.test(path);
  return joined(drive, '\\', isRooted ? path : `${cwd.slice(drive.length)}\\${path}`);
}

function joined(root: string, separator: string, path: string): string {
  const parts: string[] = [];
  for (const part of path.split(separator === '/' ? /\// : /[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${root}${separator}${parts.join(separator)}`;
}
