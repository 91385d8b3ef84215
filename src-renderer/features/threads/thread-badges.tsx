import type { HiddenReason, ThreadSummary } from '@contracts/model/thread';
import {
  Archive,
  Bot,
  EyeOff,
  FileArchive,
  FileClock,
  GitFork,
  type LucideIcon,
  ScanSearch,
  TriangleAlert,
} from 'lucide-react';
import { Badge } from '../../ui/badge';
import styles from './thread-row.module.css';
import type { Entry } from './thread-index';
import type { ThreadState } from './thread-state';

const hiddenReasons: Record<HiddenReason, string> = {
  no_preview: 'it has no prompt yet',
  source: 'its source is left out of the list',
  format: 'its format is too old',
  no_row: 'the state database has no row for it',
  attached: 'it is attached to another thread',
  unreadable: 'its file cannot be read',
};

interface Mark {
  state: ThreadState;
  label: string;
  icon: LucideIcon;
  title: (thread: ThreadSummary) => string;
}

/** Marks with a word, then those that an icon says well enough. */
const worded: Mark[] = [
  {
    state: 'damaged',
    label: 'Damaged',
    icon: TriangleAlert,
    title: () => 'Some of its lines cannot be read',
  },
  { state: 'fork', label: 'Fork', icon: GitFork, title: (thread) => `Forked from ${thread.forkedFromId}` },
  { state: 'review', label: 'Review', icon: ScanSearch, title: () => 'A review of another thread' },
];
const drawn: Mark[] = [
  {
    state: 'hidden',
    label: 'Hidden in Codex',
    icon: EyeOff,
    title: ({ hidden }) =>
      `Codex does not list it: ${hidden.map((reason) => hiddenReasons[reason]).join(', ')}`,
  },
  { state: 'compressed', label: 'Compressed', icon: FileArchive, title: () => 'Compressed (.jsonl.zst)' },
  {
    state: 'old',
    label: 'Old format',
    icon: FileClock,
    title: () => 'Old format, from before records had types',
  },
  { state: 'archived', label: 'Archived', icon: Archive, title: () => 'Archived' },
];

/** What is special about a thread, at the end of its title. */
export function ThreadBadges({ entry }: { entry: Entry }) {
  const { thread, states } = entry;
  const isAgent = states.includes('agent');
  // Codex lists no agents at all: a mark on each of them would say nothing.
  const isExpected =
    isAgent && thread.hidden.every((reason) => reason === 'source' || reason === 'no_preview');
  return (
    <>
      {isAgent && !states.includes('review') && (
        <Badge icon={Bot} title={[thread.agentRole, thread.agentPath].filter(Boolean).join(' ') || undefined}>
          {thread.agentNickname ?? 'Sub-agent'}
        </Badge>
      )}
      {worded.map(
        ({ state, label, icon, title }) =>
          states.includes(state) && (
            <Badge
              key={state}
              icon={icon}
              tone={state === 'damaged' ? 'danger' : 'neutral'}
              title={title(thread)}
            >
              {label}
            </Badge>
          ),
      )}
      {drawn.map(
        ({ state, label, icon: Icon, title }) =>
          states.includes(state) &&
          !(state === 'hidden' && isExpected) && (
            <span key={state} className={styles.mark} title={title(thread)}>
              <Icon size={13} strokeWidth={1.75} aria-hidden />
              <span className="sr-only">{label}</span>
            </span>
          ),
      )}
    </>
  );
}
