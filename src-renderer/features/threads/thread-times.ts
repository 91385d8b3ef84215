import type { ThreadSummary } from '@contracts/model/thread';

/** Seconds and milliseconds of the same moment, whichever is known; 0 means that nobody wrote it down. */
function moment(ms: number | null, seconds: number | null): number | null {
  return ms || (seconds ? seconds * 1000 : null);
}

/** When the thread was created, in ms since 1970. */
export function createdMs(thread: ThreadSummary): number | null {
  return moment(thread.createdAtMs, thread.createdAt);
}

/** When anything was last written to the thread, in ms since 1970. */
export function updatedMs(thread: ThreadSummary): number | null {
  return moment(thread.updatedAtMs, thread.updatedAt);
}

/** When the user last worked in the thread, in ms since 1970; older releases only know the last change. */
export function recencyMs(thread: ThreadSummary): number | null {
  return moment(thread.recencyAtMs, thread.recencyAt) ?? updatedMs(thread);
}
