import { isAbsolute, resolve } from 'node:path';

/** What the app was started with. Paths are absolute. */
export interface Arguments {
  /** Codex home to open. */
  home: string | null;
  /** Take a picture of the first painted view into this file, then quit. */
  screenshot: string | null;
}

/** Reads `--home DIR`, `--home=DIR` and `--screenshot=FILE`; everything else belongs to Electron and Chromium. */
export function readArguments(argv: readonly string[], workingFolder: string): Arguments {
  const value = (name: string): string | null => {
    const inline = argv.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
    const place = argv.indexOf(name);
    const found = inline ?? (place >= 0 ? argv[place + 1] : undefined);
    if (!found) return null;
    return isAbsolute(found) ? found : resolve(workingFolder, found);
  };
  return { home: value('--home'), screenshot: value('--screenshot') };
}
