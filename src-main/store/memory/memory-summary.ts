import type { Segment } from '../../contracts/model/thread';
import type { ComposedThread } from '../../history/compose-thread';
import { hiddenByMetadata, summarizeMetadata } from '../../history/thread-metadata-summary';
import { sourceKindsOf } from '../../history/thread-metadata-source';
import type { ListableThread } from '../slicing/page-threads';
import type { MemoryRollout } from './memory-rollout';

type Find = (rolloutId: string) => MemoryRollout | undefined;

/** A thread as the list shows it, from its rollouts, oldest first. */
export function summaryOf(
  files: readonly MemoryRollout[],
  name: string | null,
  composed: ComposedThread,
  find: Find,
): ListableThread {
  const current = files.at(-1);
  if (!current) throw new Error('a thread has at least one rollout');
  const summary = summarizeMetadata(current.head.threadId, current.metadata, {
    path: null,
    createdAtMs: current.modifiedAtMs,
    updatedAtMs: current.modifiedAtMs,
    archived: current.archived,
    sizeBytes: files.reduce((bytes, file) => bytes + file.size, 0),
    format: current.dialect,
    turnCount: composed.shown.length,
    damaged: composed.damage.length > 0 || files.some((file) => file.damage.length > 0),
    compressed: false,
    defaultProvider: 'openai',
  });
  const previews = composed.segments.map(({ file }) => find(file.rolloutId)?.metadata.preview);
  summary.preview ||= previews.find((preview) => preview) ?? '';
  summary.name = name;
  summary.hidden = hiddenByMetadata(summary);
  return { summary, title: '', kinds: sourceKindsOf(summary.source) };
}

/** The rollouts of a thread, and how much of each counts. */
export function segmentsOf(composed: ComposedThread, own: readonly MemoryRollout[], find: Find): Segment[] {
  const counting = composed.segments.map(({ file, cut }) => ({ rolloutId: file.rolloutId, cut }));
  const left = own.filter((file) => !counting.some(({ rolloutId }) => rolloutId === file.rolloutId));
  const all = [
    ...left.map((file) => ({ rolloutId: file.rolloutId, cut: null, role: 'superseded' as const })),
    ...counting.map((segment, at) => ({
      ...segment,
      role: at === counting.length - 1 ? ('current' as const) : ('base' as const),
    })),
  ];
  return all.flatMap(({ rolloutId, cut, role }) => {
    const file = find(rolloutId);
    if (!file) return [];
    return {
      rolloutId,
      threadId: file.head.threadId,
      file: `memory/${rolloutId}.jsonl`,
      archived: file.archived,
      compressed: false,
      size: file.size,
      modifiedAtMs: file.modifiedAtMs,
      endOffset: cut?.endOffset ?? null,
      endOrdinal: cut?.endOrdinal ?? null,
      role,
    };
  });
}
