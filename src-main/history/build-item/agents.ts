import type { UpstreamItem } from '../../contracts/model/item';
import { object, string, strings, type JsonObject } from '../json';
import { toolStatuses } from './command-execution';

type CollabCall = Extract<UpstreamItem, { type: 'collabAgentToolCall' }>;
type AgentState = CollabCall['agentsStates'][string];
type SubAgentActivity = Extract<UpstreamItem, { type: 'subAgentActivity' }>;

const tools = new Map<unknown, string>([
  ['spawn_agent', 'spawnAgent'],
  ['send_input', 'sendInput'],
  ['resume_agent', 'resumeAgent'],
  ['wait', 'wait'],
  ['close_agent', 'closeAgent'],
  ['send_message', 'sendMessage'],
  ['followup_task', 'followupTask'],
  ['interrupt_agent', 'interruptAgent'],
  ['list_agents', 'listAgents'],
]);

const agentStatuses = new Map<unknown, string>([
  ['pending_init', 'pendingInit'],
  ['running', 'running'],
  ['interrupted', 'interrupted'],
  ['shutdown', 'shutdown'],
  ['not_found', 'notFound'],
]);

/** A paginated `CollabAgentToolCall` item; null where upstream cannot read it. */
export function collabCallOfTurnItem(item: JsonObject): CollabCall | null {
  const id = string(item.id);
  const tool = tools.get(item.tool);
  const status = item.status === 'declined' ? undefined : toolStatuses.get(item.status);
  const sender = string(item.sender_thread_id);
  const states = agentStates(object(item.agents_states) ?? {});
  if (id === null || !tool || !status || sender === null || states === null) return null;
  return {
    type: 'collabAgentToolCall',
    id,
    tool,
    status,
    senderThreadId: sender,
    receiverThreadIds: strings(item.receiver_thread_ids),
    prompt: string(item.prompt),
    model: string(item.model),
    reasoningEffort: string(item.reasoning_effort),
    agentsStates: states,
  };
}

/** Legacy events of calls between agents, written on request up to 0.129; 0.169 passes over them. */
const collabEvents = new Map<unknown, string>([
  ['collab_agent_spawn_end', 'spawn_agent'],
  ['collab_agent_interaction_end', 'send_input'],
  ['collab_waiting_end', 'wait'],
  ['collab_close_end', 'close_agent'],
  ['collab_resume_end', 'resume_agent'],
]);

export function collabCallOfEvent(event: JsonObject): CollabCall | null {
  const receiver = string(event.receiver_thread_id) ?? string(event.new_thread_id);
  const statuses = object(event.statuses) ?? (receiver === null ? {} : { [receiver]: event.status });
  return collabCallOfTurnItem({
    ...event,
    id: event.call_id,
    tool: collabEvents.get(event.type),
    status: 'completed',
    receiver_thread_ids: receiver === null ? Object.keys(statuses) : [receiver],
    agents_states: statuses,
  });
}

function agentStates(states: JsonObject): CollabCall['agentsStates'] | null {
  const entries = Object.entries(states).map(([threadId, status]) => [threadId, agentState(status)] as const);
  if (entries.some(([, state]) => state === null)) return null;
  return Object.fromEntries(entries) as CollabCall['agentsStates'];
}

/** A word, or an object that carries the last message: `{completed: text}`, `{errored: text}`. */
function agentState(status: unknown): AgentState | null {
  const word = agentStatuses.get(status);
  if (word !== undefined) return { status: word, message: null };
  const ended = object(status);
  if (ended === null) return null;
  if ('completed' in ended) return { status: 'completed', message: string(ended.completed) };
  return 'errored' in ended ? { status: 'errored', message: string(ended.errored) } : null;
}

const activityKinds = new Set<unknown>(['started', 'interacted', 'interrupted', 'completed']);

/** A paginated `SubAgentActivity` item; null where upstream cannot read it. */
export function subAgentActivityOfTurnItem(item: JsonObject): SubAgentActivity | null {
  return subAgentActivity(item, item.id);
}

/** A legacy `sub_agent_activity` event. */
export function subAgentActivityOfEvent(event: JsonObject): SubAgentActivity | null {
  return subAgentActivity(event, event.event_id);
}

function subAgentActivity(from: JsonObject, itemId: unknown): SubAgentActivity | null {
  const id = string(itemId);
  const kind = string(from.kind);
  const agentThreadId = string(from.agent_thread_id);
  const agentPath = string(from.agent_path);
  if (
    id === null ||
    kind === null ||
    !activityKinds.has(kind) ||
    agentThreadId === null ||
    agentPath === null
  ) {
    return null;
  }
  return {
    type: 'subAgentActivity',
    model: string(from.model),
    reasoningEffort: string(from.reasoning_effort),
    id,
    kind,
    agentThreadId,
    agentPath,
  };
}
