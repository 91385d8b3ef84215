import type { SessionSource } from '@contracts/model/thread';

/** Where a thread came from, in one word that filters and labels share; `custom:NAME` for a client's own. */
export type SourceKey =
  | 'cli'
  | 'vscode'
  | 'exec'
  | 'appServer'
  | 'review'
  | 'compact'
  | 'spawn'
  | 'subAgent'
  | 'unknown'
  | `custom:${string}`;

/** Sources in the order in which they are listed. */
export const sourceLabels: Record<Exclude<SourceKey, `custom:${string}`>, string> = {
  cli: 'CLI',
  vscode: 'VS Code',
  exec: 'Exec',
  appServer: 'App server',
  spawn: 'Sub-agents',
  review: 'Reviews',
  compact: 'Compaction agents',
  subAgent: 'Other agents',
  unknown: 'Unknown',
};

const plain: readonly string[] = ['cli', 'vscode', 'exec', 'appServer'];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The source of a thread; whatever a newer release may write ends as `unknown`. */
export function sourceOf(source: SessionSource): SourceKey {
  if (typeof source === 'string') return plain.includes(source) ? (source as SourceKey) : 'unknown';
  if ('custom' in source && typeof source.custom === 'string') return `custom:${source.custom}`;
  if (!('subAgent' in source)) return 'unknown';
  const agent = source.subAgent;
  if (agent === 'review' || agent === 'compact') return agent;
  return isRecord(agent) && 'thread_spawn' in agent ? 'spawn' : 'subAgent';
}

/** The source as the window names it. */
export function sourceLabel(key: SourceKey): string {
  if (key in sourceLabels) return sourceLabels[key as keyof typeof sourceLabels];
  return key.slice('custom:'.length);
}

/** True for threads that another thread started. */
export function isAgentSource(key: SourceKey): boolean {
  return key === 'spawn' || key === 'review' || key === 'compact' || key === 'subAgent';
}

/** The parent that a spawned agent's source names; null when it names none. */
export function spawnParent(source: SessionSource): string | null {
  const agent = isRecord(source) && 'subAgent' in source ? source.subAgent : null;
  const spawn = isRecord(agent) && 'thread_spawn' in agent ? agent.thread_spawn : null;
  return isRecord(spawn) && typeof spawn.parent_thread_id === 'string' ? spawn.parent_thread_id : null;
}
