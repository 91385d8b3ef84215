import type { ThreadItem } from '@contracts/model/item';
import { Bot } from 'lucide-react';
import { Fragment } from 'react';
import { counted } from '../../../ui/format';
import { MarkdownText } from '../markdown/markdown-text';
import { PlainText } from '../text/plain-text';
import { Facts } from './facts';
import styles from './items.module.css';
import { fieldsOf, stringOf, stringsOf } from './read-value';
import { ThreadLink } from './thread-link';
import { ToolCard } from './tool-card';

type CollabItem = Extract<ThreadItem, { type: 'collabAgentToolCall' }>;

const verbs = new Map([
  ['spawnAgent', 'Spawned agent'],
  ['sendInput', 'Sent input to'],
  ['sendMessage', 'Sent a message to'],
  ['followupTask', 'Gave a task to'],
  ['resumeAgent', 'Resumed'],
  ['wait', 'Waited for'],
  ['interruptAgent', 'Interrupted'],
  ['closeAgent', 'Closed'],
  ['listAgents', 'Listed agents'],
]);

/** What an agent did with other agents. */
export function CollabAgentToolCall({ item }: { item: CollabItem }) {
  const receivers = stringsOf(item.receiverThreadIds);
  const states = Object.entries(fieldsOf(item.agentsStates));
  return (
    <ToolCard
      icon={Bot}
      verb={verbs.get(item.tool) ?? item.tool}
      title={
        item.prompt ? (
          <PlainText text={item.prompt.slice(0, 200)} inline />
        ) : (
          counted(receivers.length, 'agent')
        )
      }
      status={item.status}
    >
      <Facts
        of={[
          [
            'agents',
            receivers.length > 0 &&
              receivers.map((id) => (
                <div key={id}>
                  <ThreadLink id={id} />
                </div>
              )),
          ],
          ['model', item.model && `${item.model} ${item.reasoningEffort ?? ''}`],
        ]}
      />
      {item.prompt && (
        <>
          <span className={styles.label}>Prompt</span>
          <PlainText text={item.prompt} />
        </>
      )}
      {states.map(([id, state]) => (
        <Fragment key={id}>
          <Facts of={[[stringOf(fieldsOf(state).status) || 'state', <ThreadLink key={id} id={id} />]]} />
          {stringOf(fieldsOf(state).message) && <MarkdownText text={stringOf(fieldsOf(state).message)} />}
        </Fragment>
      ))}
    </ToolCard>
  );
}
