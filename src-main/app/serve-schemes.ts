import { protocol } from 'electron';
import { recoveryPage, recoveryPath } from './recovery-page';
import { appScheme, mediaScheme } from './schemes';
import { serveMedia } from './serve-media';
import { servePages } from './serve-pages';
import type { Services } from './services';

/** Answers the app's two schemes. */
export async function serveSchemes({ paths, homes }: Services): Promise<void> {
  protocol.handle(appScheme, await servePages(paths.renderer, new Map([[recoveryPath, recoveryPage]])));
  protocol.handle(
    mediaScheme,
    serveMedia((params) => homes.manager.media(params)),
  );
}
