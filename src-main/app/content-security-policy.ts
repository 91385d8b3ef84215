/**
 * What the app's pages may load: their own files and images of rollouts, nothing else and nothing inline.
 *
 * There is no network source at all: a rollout can neither load nor report anything.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: skein-media:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // One policy: it passes the address of the window's own worker, which is a script sink like any other.
  'trusted-types skein-worker',
].join('; ');
