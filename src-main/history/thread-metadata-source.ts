import type { SessionSource, SourceKind } from '../contracts/model/thread';
import { object, string } from './json';

const plain: ReadonlySet<string> = new Set(['cli', 'vscode', 'exec', 'unknown']);

/**
 * Where a thread came from, in the app-server's spelling (formats.md 2.3): `mcp` is `appServer`, `subagent`
 * is `subAgent`, and what the protocol has no word for is `unknown`. Absent means `vscode`.
 */
export function toWireSource(source: unknown): SessionSource {
  if (source === null || source === undefined) return 'vscode';
  if (source === 'mcp' || source === 'appServer') return 'appServer';
  if (typeof source === 'string') return plain.has(source) ? source : 'unknown';
  const parts = object(source);
  const custom = string(parts?.custom);
  if (custom !== null) return { custom };
  const agent = parts?.subagent ?? parts?.subAgent;
  if (typeof agent === 'string') return { subAgent: agent };
  const other = string(object(agent)?.other);
  if (other !== null) return { subAgent: { other } };
  const spawn = object(object(agent)?.thread_spawn);
  if (spawn === null) return 'unknown';
  return {
    subAgent: {
      thread_spawn: {
        parent_thread_id: string(spawn.parent_thread_id) ?? '',
        depth: typeof spawn.depth === 'number' ? spawn.depth : 0,
        agent_path: string(spawn.agent_path),
        agent_nickname: string(spawn.agent_nickname),
        agent_role: string(spawn.agent_role ?? spawn.agent_type),
      },
    },
  };
}

/** The `source` column: a plain word, or the JSON of the object form. */
export function sourceOfColumn(text: string): SessionSource {
  if (!text.startsWith('{')) return toWireSource(text);
  try {
    return toWireSource(JSON.parse(text));
  } catch {
    return 'unknown';
  }
}

/** Which filters of `thread/list` a source answers to; none for custom clients. */
export function sourceKindsOf(source: SessionSource): SourceKind[] {
  if (typeof source === 'string') return isPlainKind(source) ? [source] : [];
  const agent = 'subAgent' in source ? source.subAgent : undefined;
  if (agent === undefined) return [];
  if (agent === 'review') return ['subAgent', 'subAgentReview'];
  if (agent === 'compact') return ['subAgent', 'subAgentCompact'];
  if (object(agent)?.thread_spawn !== undefined) return ['subAgent', 'subAgentThreadSpawn'];
  return ['subAgent', 'subAgentOther'];
}

function isPlainKind(source: string): source is SourceKind {
  return plain.has(source) || source === 'appServer';
}

/** Codex lists these without being asked for others (formats.md 8.2). */
export function isInteractive(source: SessionSource): boolean {
  if (typeof source === 'string') return source === 'cli' || source === 'vscode';
  return 'custom' in source && (source.custom === 'atlas' || source.custom === 'chatgpt');
}
