import { protocol } from 'electron';

/** The app's own pages: `skein://app/index.html`. */
export const appScheme = 'skein';
export const appOrigin = `${appScheme}://app`;
/** Images of rollouts: `skein-media://thread/<id>/<revision>/<index>?p=<pointer>`. */
export const mediaScheme = 'skein-media';

/** Tells Chromium of the two schemes; only possible before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    { scheme: mediaScheme, privileges: { standard: true, secure: true } },
  ]);
}
