/**
 * An absolute path without `.`, `..`, doubled or trailing slashes, as Codex shows a working directory. Lexical:
 * nothing is looked up. Relative and Windows paths stay as they are.
 */
export function normalizePath(path: string): string {
  if (!path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
