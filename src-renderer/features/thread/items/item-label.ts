import type { ThreadItem } from '@contracts/model/item';

const labels: Readonly<Record<ThreadItem['type'], string>> = {
  userMessage: 'Prompt',
  hookPrompt: 'Hook prompt',
  agentMessage: 'Agent message',
  functionCallOutput: 'Function output',
  plan: 'Plan',
  reasoning: 'Reasoning',
  commandExecution: 'Command',
  fileChange: 'File change',
  mcpToolCall: 'MCP tool call',
  dynamicToolCall: 'Tool call',
  collabAgentToolCall: 'Agent tool call',
  subAgentActivity: 'Sub-agent activity',
  webSearch: 'Web search',
  imageView: 'Image view',
  sleep: 'Sleep',
  imageGeneration: 'Image generation',
  enteredReviewMode: 'Review start',
  exitedReviewMode: 'Review',
  contextCompaction: 'Context compaction',
  contextMessage: 'Context',
  interAgentMessage: 'Message between agents',
  unknownRecord: 'Unknown record',
};

/** What an item is called where it is named alone: for screen readers and above its raw records. */
export function itemLabel(item: ThreadItem): string {
  return Object.hasOwn(labels, item.type) ? labels[item.type] : `Record ${String(item.type).slice(0, 60)}`;
}
