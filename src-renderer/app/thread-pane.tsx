import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCommand } from '../features/commands/command-context';
import { GitMany } from '../features/git/git-many';
import { GitSheet } from '../features/git/git-sheet';
import { JournalView } from '../features/journal/journal-view';
import { focusThreadList } from '../features/threads/threads-pane';
import { useThreads } from '../features/threads/threads-model';
import { StateView } from '../ui/state-view';
import { useSettled } from '../ui/use-settled';
import styles from './shell.module.css';

// The thread brings Markdown and highlighting with it; the list does not wait for them.
const ThreadView = lazy(() =>
  import('../features/thread/thread-view').then((module) => ({ default: module.ThreadView })),
);

const paneId = 'thread-pane';

/** Moves the focus to the thread: to what it marks as its body, else to the pane. */
export function focusThread(): void {
  const pane = document.getElementById(paneId);
  (pane?.querySelector<HTMLElement>('[data-thread-body]') ?? pane)?.focus();
}

/** What stands in the pane: the selected thread, or a view over many. */
type View = { kind: 'thread' } | { kind: 'git-many' } | { kind: 'journal'; threadId: string | null };

/** The right pane: the selected thread. The selection moves at once, the thread follows when it rests. */
export function ThreadPane() {
  const { selectedId, marked, entries } = useThreads();
  const threadId = useSettled(selectedId);
  const [view, setView] = useState<View>({ kind: 'thread' });
  const [isGitOpen, setGitOpen] = useState(false);
  const close = () => {
    setView({ kind: 'thread' });
    focusThreadList();
  };
  useCommand('git', () => {
    if (marked.length > 1) setView({ kind: 'git-many' });
    else if (selectedId === null) return false;
    else {
      setView({ kind: 'thread' });
      setGitOpen(true);
    }
    return undefined;
  });
  useCommand('git-many', () => setView({ kind: 'git-many' }));
  useCommand('journal', () => setView({ kind: 'journal', threadId: null }));
  useCommand('journal-thread', () => {
    if (selectedId === null) return false;
    setView({ kind: 'journal', threadId: selectedId });
    return undefined;
  });
  useCommand('back', close, view.kind !== 'thread');
  // Whoever chooses a thread wants to see it; the many are chosen in the list beside their view.
  useEffect(() => setView((now) => (now.kind === 'journal' ? { kind: 'thread' } : now)), [selectedId]);

  return (
    <main id={paneId} className={styles.thread} data-scope="thread" aria-label="Thread" tabIndex={-1}>
      {view.kind === 'git-many' && <GitMany onClose={close} />}
      {view.kind === 'journal' && (
        <JournalView
          key={view.threadId}
          threadId={view.threadId}
          onAll={() => setView({ kind: 'journal', threadId: null })}
          onClose={close}
        />
      )}
      {view.kind === 'thread' &&
        (threadId === null ? (
          entries.length > 0 && (
            <StateView icon={MessagesSquare} title="No thread selected">
              <p>Pick one from the list.</p>
            </StateView>
          )
        ) : (
          <>
            <Suspense fallback={null}>
              <ThreadView key={threadId} threadId={threadId} />
            </Suspense>
            {isGitOpen && <GitSheet key={threadId} threadId={threadId} onClose={() => setGitOpen(false)} />}
          </>
        ))}
    </main>
  );
}
