import type { ThreadSummary } from '@contracts/model/thread';

/** What a thread is called: its name, else the start of its first prompt on one line, else what is known of it. */
export function threadTitle(thread: Pick<ThreadSummary, 'id' | 'name' | 'preview' | 'agentNickname'>): {
  text: string;
  isName: boolean;
} {
  const name = thread.name?.trim();
  if (name) return { text: name, isName: true };
  // 300 characters are more than any row shows; a prompt may be megabytes.
  const preview = thread.preview.slice(0, 300).replace(/\s+/g, ' ').trim();
  if (preview) return { text: preview, isName: false };
  if (thread.agentNickname) return { text: thread.agentNickname, isName: false };
  return { text: `Untitled ${thread.id.slice(-6)}`, isName: false };
}
