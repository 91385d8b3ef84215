import type { FileIdentity } from '../home/file-identity';
import { sameIdentity } from '../home/file-identity';
import type { ScanState } from '../index/index-types';
import type { RolloutBytes } from '../rollouts/rollout-reader';
import { holdsSamples } from './samples';

/**
 * Whether a scan may go on where it stopped, or has to start again because the content is another (S-05).
 *
 * A file that only grew keeps its inode; one that was compressed, made plain or copied keeps its modification
 * time. Anything else (smaller, same size but touched, another file under the name) is not trusted. In both
 * cases what was scanned must still be there.
 */
export async function continues(bytes: RolloutBytes, state: ScanState): Promise<boolean> {
  if (!state.seen || !mayHold(state.seen, bytes.identity)) return false;
  if (bytes.length < state.offset || !(await holdsSamples(bytes, state.samples))) return false;
  return endsLine(bytes, state.offset);
}

/** Whether by its identity alone a file may still hold what was seen in it: unchanged, grown, or in its other form. */
export function mayHold(seen: FileIdentity, now: FileIdentity): boolean {
  if (sameIdentity(seen, now)) return true;
  return seen.inode === now.inode ? now.size > seen.size : now.mtimeNs === seen.mtimeNs;
}

/** A last record that was taken without its line end must have got one, and nothing else, since. */
async function endsLine(bytes: RolloutBytes, offset: number): Promise<boolean> {
  if (offset === 0 || offset === bytes.length) return true;
  const around = new Uint8Array(2);
  await bytes.read(around, offset - 1);
  return around[0] === 0x0a || around[1] === 0x0a;
}
