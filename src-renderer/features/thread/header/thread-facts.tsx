import type { Thread } from '@contracts/model/thread';
import { Fragment, type ReactNode } from 'react';
import { fullCount, shortBytes } from '../../../ui/format';
import { sourceLabel, sourceOf } from '../../threads/source-of';
import { CodeText } from '../items/code-text';
import { ThreadLink } from '../items/thread-link';
import { CopyButton } from '../text/copy-button';
import { Moment } from '../text/moment';
import styles from './header.module.css';
import { safeOrigin } from './safe-origin';

/** Everything that is known of a thread; what is not known is left out. */
export function ThreadFacts({ thread }: { thread: Thread }) {
  const origin = thread.gitInfo?.originUrl ? safeOrigin(thread.gitInfo.originUrl) : null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['id', copyable(thread.id, 'id')],
    ['session', thread.sessionId !== thread.id && copyable(thread.sessionId, 'session id')],
    ['forked from', thread.forkedFromId && <ThreadLink id={thread.forkedFromId} />],
    ['started by', thread.parentThreadId && <ThreadLink id={thread.parentThreadId} />],
    ['agent', [thread.agentNickname, thread.agentRole, thread.agentPath].filter(Boolean).join(', ')],
    ['branch', thread.gitInfo?.branch && <CodeText text={thread.gitInfo.branch} />],
    ['commit', thread.gitInfo?.sha && copyable(thread.gitInfo.sha, 'commit')],
    ['origin', origin && copyable(origin, 'origin')],
    ['directory', thread.cwd && copyable(thread.cwd, 'directory')],
    ['model', [thread.model, thread.reasoningEffort].filter(Boolean).join(', ')],
    ['provider', thread.modelProvider],
    ['tokens', thread.tokensUsed != null && fullCount(thread.tokensUsed)],
    ['turns', thread.turnCount != null && fullCount(thread.turnCount)],
    ['created', <Moment key="created" ms={thread.createdAtMs || thread.createdAt * 1000} form="full" />],
    ['updated', <Moment key="updated" ms={thread.updatedAtMs || thread.updatedAt * 1000} form="full" />],
    ['source', sourceLabel(sourceOf(thread.source))],
    ['client', [thread.originator, thread.cliVersion].filter(Boolean).join(' ')],
    [
      'history',
      [thread.historyMode, thread.format !== thread.historyMode && thread.format].filter(Boolean).join(', '),
    ],
    ['size', thread.sizeBytes !== undefined && shortBytes(thread.sizeBytes)],
    ['memory', thread.memoryMode],
  ];
  return (
    <dl className={styles.list}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function copyable(text: string, what: string): ReactNode {
  return (
    <>
      <CodeText text={text} /> <CopyButton text={text} what={what} />
    </>
  );
}
