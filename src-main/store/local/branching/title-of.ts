import type { ThreadSummary } from '../../../contracts/model/thread';

/** What a plan calls a thread. */
export function titleOf({ id, name, preview }: ThreadSummary): string {
  return name ?? (preview || id);
}
