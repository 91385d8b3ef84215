import type { KnownFile } from './rollout-file';

/**
 * Files that were known and are not found where they were: archived, brought back, compressed, made plain, or
 * gone with the whole home for a while.
 */
export class AbsentFiles {
  readonly #byPath = new Map<string, KnownFile>();
  readonly #byInode = new Map<string, string>();
  readonly #byLogicalPath = new Map<string, string>();

  add(known: KnownFile): void {
    const { file } = known;
    this.#byPath.set(file.file, known);
    this.#byInode.set(file.inode, file.file);
    this.#byLogicalPath.set(logical(file.file), file.file);
  }

  /** Takes out the file that a found one used to be; undefined when it is new. */
  take(found: { path: string; inode: string; rolloutId: string }): KnownFile | undefined {
    const candidates = [
      found.path,
      this.#byInode.get(found.inode),
      this.#byLogicalPath.get(logical(found.path)),
    ];
    for (const path of candidates) {
      const known = path === undefined ? undefined : this.#byPath.get(path);
      if (known?.file.rolloutId !== found.rolloutId) continue;
      this.#byPath.delete(known.file.file);
      return known;
    }
    return undefined;
  }

  paths(): string[] {
    return [...this.#byPath.keys()];
  }

  clear(): void {
    this.#byPath.clear();
    this.#byInode.clear();
    this.#byLogicalPath.clear();
  }
}

function logical(path: string): string {
  return path.endsWith('.zst') ? path.slice(0, -'.zst'.length) : path;
}
