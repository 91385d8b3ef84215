import type { ThreadItem } from '@contracts/model/item';
import { Bot } from 'lucide-react';
import { CodeText } from './code-text';
import { NoteLine } from './note-line';
import { ThreadLink } from './thread-link';

const words = new Map([
  ['started', 'started'],
  ['interacted', 'got a message'],
  ['interrupted', 'was interrupted'],
  ['completed', 'completed'],
]);

/** What became of a sub-agent. */
export function SubAgentActivity({ item }: { item: Extract<ThreadItem, { type: 'subAgentActivity' }> }) {
  return (
    <NoteLine icon={Bot}>
      Agent <CodeText text={item.agentPath || item.agentThreadId} /> {words.get(item.kind) ?? item.kind}
      {item.model && ` with ${item.model}`} <ThreadLink id={item.agentThreadId}>open thread</ThreadLink>
    </NoteLine>
  );
}
