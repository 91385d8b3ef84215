import { createHash } from 'node:crypto';

const style =
  ':root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;max-width:34em;margin:20vh auto;padding:0 24px}';

/** Where the recovery page stands, as a path on the app's origin. */
export const recoveryPath = '/recovery';

/**
 * The page that stands in when the window's own page has crashed or hangs.
 *
 * It depends on nothing: no script, no file, no bridge. Main leads back to the app a moment later.
 */
export function recoveryPage(): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Skein</title><style>${style}</style></head>
<body><main><h1>The window stopped working</h1>
<p>Skein lost what it was showing. Nothing in your Codex home was touched, and your place is kept.</p>
<p>It opens again by itself.</p></main></body></html>`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
