import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const permission = z.object({ cwd: z.string(), real: z.string() });

/**
 * Where the user allowed git to be run: one small file per folder below the app's data folder, so that window and command
 * line change it without waiting for each other.
 */
export class AllowedFolders {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'git-folders');
  }

  /**
   * The real path that was allowed under this name; null when nothing was. The folder itself is not touched: whether its
   * name still leads there is for the caller to see. A file that cannot be understood allows nothing.
   */
  async allowed(cwd: string): Promise<string | null> {
    const text = await readFile(this.#file(cwd), 'utf8').catch(() => '{}');
    const parsed = permission.safeParse(parseJson(text));
    return parsed.success && parsed.data.cwd === cwd ? parsed.data.real : null;
  }

  /** Rejects with the system's error when the folder does not exist or the permission cannot be kept. */
  async allow(cwd: string): Promise<void> {
    const real = await realpath(cwd);
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#file(cwd), `${JSON.stringify({ cwd, real })}\n`);
  }

  /** Takes the permission back; nothing when there is none. */
  async disallow(cwd: string): Promise<void> {
    await rm(this.#file(cwd), { force: true });
  }

  #file(cwd: string): string {
    return join(this.#folder, `${createHash('sha256').update(cwd).digest('hex')}.json`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
