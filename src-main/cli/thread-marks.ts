import type { SessionSource, Thread } from '../contracts/model/thread';

/** What sets a thread apart, in words. */
export function threadMarks(thread: Thread): string[] {
  const marks: string[] = [];
  if (thread.archived) marks.push('archived');
  const role = subAgentRole(thread.source);
  if (role !== null) marks.push(role);
  if (thread.forkedFromId !== null && role === null) marks.push('fork');
  if (thread.damaged) marks.push('damaged');
  // That Codex lists only threads of its own clients is told by the source.
  if (thread.hidden?.some((why) => why !== 'source')) marks.push('hidden in Codex');
  return marks;
}

/** `review`, `sub-agent`; null for a thread that a person started. */
function subAgentRole(source: SessionSource): string | null {
  if (typeof source === 'string' || !('subAgent' in source)) return null;
  return source.subAgent === 'review' ? 'review' : 'sub-agent';
}
