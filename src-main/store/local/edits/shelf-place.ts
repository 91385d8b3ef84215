import { parseRolloutName } from '../rollouts/rollout-name';
import type { RolloutFile } from '../rollouts/catalog';

const archive = 'archived_sessions';

/** Where a file goes when it is archived: one flat folder, under its own name. */
export function archivedPlace(file: Pick<RolloutFile, 'file'>): string {
  return `${archive}/${nameOf(file.file)}`;
}

/** Where it comes back to: the folder of the day in its name (observed.md 6). Null when the name holds none. */
export function activePlace(file: Pick<RolloutFile, 'file'>): string | null {
  const name = nameOf(file.file);
  const day = parseRolloutName(name)?.time.slice(0, 10);
  return day === undefined ? null : `sessions/${day.replaceAll('-', '/')}/${name}`;
}

/**
 * What a row calls a file that was moved: the plain name, below the folder that the row's old path is below.
 *
 * @param root the home as this store calls it, used when the old path does not end as expected
 */
export function rowPath(oldPath: string, from: string, to: string, root: string): string {
  const [plainFrom, plainTo] = [plain(from), plain(to)];
  const end = `/${plainFrom}`;
  const base = oldPath.endsWith(end) ? oldPath.slice(0, -end.length) : root;
  return `${base}/${plainTo}`;
}

const plain = (file: string) => (file.endsWith('.zst') ? file.slice(0, -'.zst'.length) : file);
const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
