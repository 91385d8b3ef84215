/** What may happen with a link of a rollout. `host` is what a question shows: ASCII, so no look-alike letters. */
export type LinkDecision =
  | { action: 'open' | 'ask'; url: string; host: string }
  | { action: 'refuse'; reason: string };

const longest = 2048;

/**
 * Schemes that start programs, read files or run scripts. They stand above what opens: whoever lets another
 * scheme open below cannot let these.
 */
const neverOpen =
  /^(?:javascript|vbscript|data|blob|file|filesystem|smb|afp|nfs|ftp|ssh|telnet|shell|skein.*|ms-.*|search.*|ldap|view-source|chrome.*|devtools|about|jar|res|mk|mhtml|hcp|x-apple.*|itms.*|intent|vscode.*)$/;

// C0, DEL and C1, and the marks that turn the direction of text or take no room: none belongs into a link.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const deceiving = /[\u0000-\u0020\u007f-\u00a0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]/;

const thisMachine =
  /^(?:localhost|.*\.localhost|.*\.local|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|\[.*\])$/;

/** Judges a link that a thread's author, not the user, has written. */
export function judgeLink(text: string): LinkDecision {
  if (text.length > longest) return refuse('too long');
  if (deceiving.test(text)) return refuse('control or invisible characters');
  const url = parse(text);
  if (!url) return refuse('not a URL');
  const scheme = url.protocol.slice(0, -1);
  if (neverOpen.test(scheme)) return refuse(`${scheme} links are never opened`);
  if (scheme === 'mailto')
    return url.pathname ? { action: 'ask', url: url.href, host: url.pathname } : refuse('no address');
  if (scheme !== 'https' && scheme !== 'http') return refuse(`${scheme} links are not opened`);
  // Both parsers, ours and the browser's, must see the host at the same place.
  if (!/^https?:\/\/[^/]/i.test(text)) return refuse('not a plain web address');
  if (url.username || url.password) return refuse('credentials in the link');
  if (!url.hostname) return refuse('no host');
  const local = thisMachine.test(url.hostname) || !url.hostname.includes('.');
  return { action: scheme === 'https' && !local ? 'open' : 'ask', url: url.href, host: url.host };
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function refuse(reason: string): LinkDecision {
  return { action: 'refuse', reason };
}
