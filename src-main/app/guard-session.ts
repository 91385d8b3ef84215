import type { Session, WebContents } from 'electron';
import { appOrigin } from './schemes';

/** The one thing a page may ask for: writing text to the clipboard after a click. */
const allowed = 'clipboard-sanitized-write';

/** Denies all permissions and devices, and every request that would leave the machine or read a file. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === allowed && isOurs(contents));
  });
  session.setPermissionCheckHandler((contents, permission) => permission === allowed && isOurs(contents));
  session.setDevicePermissionHandler(() => false);
  const everythingElse = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  // The policy of the pages forbids these already; a page without it would still reach nothing.
  session.webRequest.onBeforeRequest({ urls: everythingElse }, (_details, answer) =>
    answer({ cancel: true }),
  );
}

function isOurs(contents: WebContents | null): boolean {
  return contents !== null && contents.getURL().startsWith(`${appOrigin}/`);
}
