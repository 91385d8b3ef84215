/** Longest preview that crosses to the window, in UTF-16 units: it shows one line, and a prompt may have megabytes. */
const limit = 1000;

/** The thread with its preview cut for the window. The whole prompt is the first item of the thread. */
export function withShortPreview<T extends { preview: string }>(thread: T): T {
  if (thread.preview.length <= limit) return thread;
  return { ...thread, preview: `${thread.preview.slice(0, limit)}…` };
}
