import { join } from 'node:path';
import * as z from 'zod';
import { JsonFile } from './json-file';
import { windowState } from './window-state';

const homeFile = z.object({ home: z.string().nullable() });

/** The small files beside the settings: the home that the user chose, and where the window was. */
export function rememberedFiles(folder: string, notice: (message: string) => void) {
  return {
    home: new JsonFile({
      path: join(folder, 'home-1.json'),
      schema: homeFile,
      fallback: { home: null },
      notice,
    }),
    window: new JsonFile({
      path: join(folder, 'window-1.json'),
      schema: windowState,
      fallback: { bounds: null, isMaximized: false },
      notice,
    }),
  };
}
