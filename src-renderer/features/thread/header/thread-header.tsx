import type { Settings } from '@contracts/settings';
import type { Thread } from '@contracts/model/thread';
import { Ellipsis, Files, Folder, GitBranch, Info, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../../ui/badge';
import { counted, fullCount, shortCount } from '../../../ui/format';
import { IconButton } from '../../../ui/icon-button';
import { Menu } from '../../../ui/menu';
import { useCommands } from '../../commands/command-context';
import { useEdits } from '../../edits/edits-context';
import { RenameField } from '../../edits/rename-field';
import { ThreadMenuItems } from '../../edits/thread-menu-items';
import { ThreadLink } from '../items/thread-link';
import { Moment } from '../text/moment';
import { PlainText } from '../text/plain-text';
import { DamageNotice } from './damage-notice';
import styles from './header.module.css';
import { Panel } from './panel';
import { SegmentList } from './segment-list';
import { ThreadFacts } from './thread-facts';
import { ViewSwitch } from './view-switch';

interface Props {
  thread: Thread;
  view: Settings['view'];
  onView: (view: Settings['view']) => void;
  onFind: () => void;
  /** Further tools, between the view and find. */
  tools: ReactNode;
  /** Further facts, behind the details. */
  more: ReactNode;
}

/** What the thread is: its name, where it ran, and the ways to look at it. */
export function ThreadHeader({ thread, view, onView, onFind, tools, more }: Props) {
  const { gitInfo, segments = [] } = thread;
  const model = [thread.model, thread.reasoningEffort].filter(Boolean).join(' ');
  const commands = useCommands();
  const { renaming } = useEdits();
  const isRenaming = renaming?.place === 'header' && renaming.threadId === thread.id;
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        {isRenaming ? (
          <RenameField thread={thread} />
        ) : (
          <h2 className={styles.title} title={titleOf(thread)}>
            <PlainText text={titleOf(thread)} inline />
          </h2>
        )}
        <ViewSwitch view={view} onView={onView} />
        {tools}
        <IconButton icon={Search} label="Find in thread" onClick={onFind} />
        <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
          <ThreadMenuItems />
        </Menu>
      </div>
      <div className={styles.facts}>
        <button
          type="button"
          className={styles.panel}
          title="Branch and commit that the thread was recorded on: show all, edit"
          onClick={() => commands.run('git')}
        >
          <GitBranch size={12} aria-hidden />
          <span className="truncate">
            {gitInfo?.branch ? <PlainText text={gitInfo.branch} inline /> : 'no branch'}
          </span>
          {gitInfo?.sha && <span className="mono">@{gitInfo.sha.slice(0, 7)}</span>}
        </button>
        {thread.cwd && (
          <span className={styles.fact} title={`Working directory: ${thread.cwd}`}>
            <Folder size={12} aria-hidden />
            <PlainText text={lastPart(thread.cwd)} inline />
          </span>
        )}
        {model && <span className={styles.fact}>{model}</span>}
        <span className={styles.fact} title="Last change">
          <Moment ms={thread.updatedAtMs || thread.updatedAt * 1000} form="day" />
        </span>
        {thread.tokensUsed != null && (
          <span className={styles.fact} title={`${fullCount(thread.tokensUsed)} tokens used`}>
            {shortCount(thread.tokensUsed)} tokens
          </span>
        )}
        <Panel
          label="Files of the thread"
          icon={Files}
          words={counted(segments.length, 'file')}
          title="The files that the thread is read from"
        >
          <SegmentList segments={segments} threadId={thread.id} />
        </Panel>
        <Panel
          label="All facts of the thread"
          icon={Info}
          words="Details"
          title="Everything that is known of the thread"
        >
          <ThreadFacts thread={thread} />
        </Panel>
        {more}
        <span className={styles.badges}>
          {thread.archived && <Badge>Archived</Badge>}
          {thread.format === 'bare' && <Badge title="From before records had types">Old format</Badge>}
          {thread.forkedFromId && (
            <span className={styles.fact}>
              {thread.reviewOf === thread.forkedFromId ? 'review of' : 'forked from'}{' '}
              <ThreadLink id={thread.forkedFromId}>{thread.forkedFromId.slice(-12)}</ThreadLink>
            </span>
          )}
          {thread.parentThreadId && thread.parentThreadId !== thread.forkedFromId && (
            <span className={styles.fact}>
              started by{' '}
              <ThreadLink id={thread.parentThreadId}>{thread.parentThreadId.slice(-12)}</ThreadLink>
            </span>
          )}
        </span>
      </div>
      <DamageNotice damage={thread.damage ?? []} />
    </header>
  );
}

function titleOf(thread: Thread): string {
  const name = thread.name?.trim() || thread.preview.slice(0, 300).replace(/\s+/g, ' ').trim();
  return name || thread.agentNickname || 'Untitled thread';
}

function lastPart(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) || path
  );
}
