import type { FieldChange } from '../../../contracts/model/edit';
import type { ThreadSummary } from '../../../contracts/model/thread';
import type { Journal } from '../journal/journal';
import type { EntryRecord } from '../journal/journal-entry';
import type { ThreadDirectory } from '../listing/thread-directory';
import { unique } from './unique';

/** How long after an edit its fields are watched. */
export const watchMs = 10 * 60 * 1000;

export interface WatchParts {
  journal: Journal;
  directory: ThreadDirectory;
  now(): Date;
}

/**
 * Compares the fields of the last minutes' edits with what the home says now, and notes in the journal where another
 * program put the old value back. The batches concerned; each field is told once.
 */
export async function findPutBack({ journal, directory, now }: WatchParts): Promise<string[]> {
  const nowMs = now().getTime();
  const entries = journal.appliedSince(nowMs - watchMs);
  if (entries.length === 0) return [];
  const { find } = await directory.snapshot();
  const batchIds: string[] = [];
  for (const { entry, change } of newestChanges(entries)) {
    const known = find(entry.threadId);
    // Without a row the list tells what it read last, which may be older than the edit.
    if (!known?.sources.row) continue;
    const value = valueOf(known.summary, change.field);
    if (value === undefined || value !== change.before || value === change.after) continue;
    if (journal.putBack(entry, change, nowMs)) batchIds.push(entry.batchId);
  }
  return unique(batchIds);
}

/** Of each field of each thread the last change: an edit of ours that sets a value back is no news. */
function newestChanges(entries: readonly EntryRecord[]): { entry: EntryRecord; change: FieldChange }[] {
  const newest = new Map<string, { entry: EntryRecord; change: FieldChange }>();
  for (const entry of entries) {
    for (const change of entry.fields) newest.set(`${entry.threadId} ${change.field}`, { entry, change });
  }
  return [...newest.values()];
}

/** A field as the list shows it; undefined for what is not watched. */
function valueOf(summary: ThreadSummary, field: FieldChange['field']): string | null | undefined {
  switch (field) {
    case 'git.branch':
      return summary.gitInfo?.branch ?? null;
    case 'git.sha':
      return summary.gitInfo?.sha ?? null;
    case 'git.originUrl':
      return summary.gitInfo?.originUrl ?? null;
    case 'name':
      return summary.name;
    case 'memoryMode':
      return summary.memoryMode ?? 'enabled';
    case 'archived':
      return summary.archived ? 'yes' : 'no';
    default:
      return undefined;
  }
}
