import { normalizePath } from '../history/normalize-path';

/** Whether two paths name one file; Windows writes some with a prefix of its own. */
export function samePath(one: string, other: string | null): boolean {
  return other !== null && plain(one) === plain(other);
}

function plain(path: string): string {
  return normalizePath(path.replace(/^\\\\\?\\/, '').replaceAll('\\', '/'));
}
