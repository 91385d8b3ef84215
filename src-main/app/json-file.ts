import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { writeAtomically } from './write-atomically';

/** Larger than any file of ours gets: a huge one is a bad one, and is not read. */
const largest = 1024 * 1024;

export interface JsonFileParts<T extends z.ZodType> {
  path: string;
  schema: T;
  fallback: z.output<T>;
  /** Told once per fault, in words for the log. */
  notice(message: string): void;
  write?: typeof writeAtomically;
}

/**
 * One small JSON file of the app's own: read with fallback, written whole.
 *
 * A file that cannot be understood is kept as `<path>.bad`; then its backup counts, then the fallback. A file that
 * a later version writes in another form has another name, so that going back to this version destroys nothing.
 */
export class JsonFile<T extends z.ZodType> {
  readonly #parts: JsonFileParts<T>;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: JsonFileParts<T>) {
    this.#parts = parts;
  }

  /** Never rejects. */
  async read(): Promise<z.output<T>> {
    const { path, fallback, notice } = this.#parts;
    const current = await this.#parse(path);
    if (current.found) return current.value;
    if (current.bad) {
      notice(`${current.bad}: it was set aside`);
      await rename(path, `${path}.bad`).catch((error: Error) =>
        notice(`it could not be set aside: ${error.message}`),
      );
    }
    const backup = await this.#parse(`${path}.bak`);
    return backup.found ? backup.value : fallback;
  }

  /** Writes one after the other; rejects when the value could not be made durable, the file is then as before. */
  write(value: z.output<T>): Promise<void> {
    const { path, write = writeAtomically } = this.#parts;
    const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
    const written = this.#writing.then(async () => {
      await mkdir(dirname(path), { recursive: true });
      await write(path, bytes);
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Settles when everything that was to be written is. */
  settled(): Promise<void> {
    return this.#writing;
  }

  async #parse(
    path: string,
  ): Promise<{ found: true; value: z.output<T> } | { found: false; bad: string | null }> {
    try {
      const text = await readSmall(path);
      if (text === null) return { found: false, bad: 'a file of the app is too large' };
      const parsed = this.#parts.schema.safeParse(JSON.parse(text));
      if (parsed.success) return { found: true, value: parsed.data };
      return {
        found: false,
        bad: `a file of the app has wrong contents (${parsed.error.issues[0]?.path.join('.')})`,
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { found: false, bad: null };
      return {
        found: false,
        bad: error instanceof SyntaxError ? 'a file of the app is not JSON' : String(error),
      };
    }
  }
}

async function readSmall(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return size > largest ? null : await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
