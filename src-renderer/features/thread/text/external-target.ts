/** A link of a rollout that may be offered for opening; main decides again (S-35). */
export interface ExternalTarget {
  url: string;
  /** What the reader is shown before anything opens. */
  host: string;
}

const schemes = new Set(['https:', 'http:', 'mailto:']);

/** Reads a link's target; null for whatever is not worth offering: other schemes, relative, over-long, with a login. */
export function externalTarget(href: string | null | undefined): ExternalTarget | null {
  // The URL parser drops tabs, line ends and leading controls: what is shown would not be what is opened.
  if (!href || href.length > 2048 || /[\u0000-\u0020\u007f-\u009f\\]/.test(href)) return null;
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (!schemes.has(url.protocol) || url.username || url.password) return null;
  if (url.protocol === 'mailto:')
    return url.pathname.includes('@') ? { url: url.href, host: url.pathname } : null;
  return url.host ? { url: url.href, host: url.host } : null;
}
