import type { ThreadItem } from '@contracts/model/item';
import type { ReactNode } from 'react';
import { AgentMessage } from './agent-message';
import { CollabAgentToolCall } from './collab-agent-tool-call';
import { CommandExecution } from './command-execution';
import { ContextCompaction } from './context-compaction';
import { ContextMessage } from './context-message';
import { DynamicToolCall } from './dynamic-tool-call';
import { FileChange } from './file-change';
import { FunctionCallOutput } from './function-call-output';
import { GenericItem } from './generic-item';
import { HookPrompt } from './hook-prompt';
import { ImageGeneration } from './image-generation';
import { ImageView } from './image-view';
import { InterAgentMessage } from './inter-agent-message';
import { ItemBoundary } from './item-boundary';
import { McpToolCall } from './mcp-tool-call';
import { Plan } from './plan';
import { Reasoning } from './reasoning';
import { EnteredReviewMode, ExitedReviewMode } from './review-mode';
import { shapeOf } from './shapes';
import { Sleep } from './sleep';
import { SubAgentActivity } from './sub-agent-activity';
import { UserMessage } from './user-message';
import { WebSearch } from './web-search';

/** One item of a thread, whatever its kind and state. */
export function ItemView({ item }: { item: ThreadItem }) {
  return <ItemBoundary item={item}>{viewOf(item)}</ItemBoundary>;
}

function viewOf(item: ThreadItem): ReactNode {
  const shape = shapeOf(item);
  if (item.type === 'unknownRecord' || shape === 'unknown') return <GenericItem item={item} />;
  if (shape === 'misfit') return <GenericItem item={item} reason="fields of an unexpected form" />;
  switch (item.type) {
    case 'userMessage':
      return <UserMessage item={item} />;
    case 'agentMessage':
      return <AgentMessage item={item} />;
    case 'reasoning':
      return <Reasoning item={item} />;
    case 'commandExecution':
      return <CommandExecution item={item} />;
    case 'fileChange':
      return <FileChange item={item} />;
    case 'mcpToolCall':
      return <McpToolCall item={item} />;
    case 'dynamicToolCall':
      return <DynamicToolCall item={item} />;
    case 'functionCallOutput':
      return <FunctionCallOutput item={item} />;
    case 'webSearch':
      return <WebSearch item={item} />;
    case 'imageView':
      return <ImageView item={item} />;
    case 'imageGeneration':
      return <ImageGeneration item={item} />;
    case 'plan':
      return <Plan item={item} />;
    case 'enteredReviewMode':
      return <EnteredReviewMode item={item} />;
    case 'exitedReviewMode':
      return <ExitedReviewMode item={item} />;
    case 'contextCompaction':
      return <ContextCompaction item={item} />;
    case 'collabAgentToolCall':
      return <CollabAgentToolCall item={item} />;
    case 'subAgentActivity':
      return <SubAgentActivity item={item} />;
    case 'sleep':
      return <Sleep item={item} />;
    case 'hookPrompt':
      return <HookPrompt item={item} />;
    case 'contextMessage':
      return <ContextMessage item={item} />;
    case 'interAgentMessage':
      return <InterAgentMessage item={item} />;
    default:
      // The closed union ends here; what a record really holds does not.
      return <GenericItem item={item satisfies never} />;
  }
}
