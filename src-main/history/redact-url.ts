/**
 * A git remote without the credentials that people leave in it (formats.md 2.3), as 0.169 strips them: user and
 * password go, but the user of an ssh URL is part of the address. What is no URL stays as it is.
 */
export function redactUrl(url: string): string;
export function redactUrl(url: string | null): string | null;
export function redactUrl(url: string | null): string | null {
  const [, scheme, user = ''] = /^\s*([a-z][a-z0-9+.-]*):\/\/([^/?#]*)@/i.exec(url ?? '') ?? [];
  if (url === null || scheme === undefined) return url;
  const name = scheme.toLowerCase() === 'ssh' ? user.split(':', 1)[0] : '';
  return url.replace(`${user}@`, name ? `${name}@` : '');
}
