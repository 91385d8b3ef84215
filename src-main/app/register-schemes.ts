import { protocol } from 'electron';
import { appScheme, mediaScheme } from './schemes';

/** Tells Chromium of the app's two schemes; only possible before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    { scheme: mediaScheme, privileges: { standard: true, secure: true } },
  ]);
}
