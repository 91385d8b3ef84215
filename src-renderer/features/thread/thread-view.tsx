import { FileQuestion, MessageSquareDashed, TriangleAlert } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { ClientError } from '../../app/client-error';
import { Button } from '../../ui/button';
import { StateView } from '../../ui/state-view';
import { useDelayed } from '../../ui/use-delayed';
import { arrivalOf } from '../branching/arrival';
import { OpenRawProvider, type RawTarget } from '../raw/raw-target';
import { RawSheet } from '../raw/raw-sheet';
import { useSettings } from '../settings/use-settings';
import { useOpenThread } from './open-thread';
import { readingStateOf } from './reading-state';
import styles from './thread-view.module.css';
import { ThreadBody } from './thread-body';
import { useOutline } from './use-outline';
import { useThread } from './use-thread';

/** A thread, read: header, transcript, find and the raw view beside them. */
export function ThreadView({ threadId }: { threadId: string }) {
  const { place } = useSettings();
  const [reading] = useState(() => {
    const state = readingStateOf(threadId);
    const isTop = place.item === 0 && place.offset === 0;
    if (place.threadId === threadId && !isTop) state.place ??= { item: place.item, offset: place.offset };
    return state;
  });
  const thread = useThread(threadId);
  const outline = useOutline(threadId);
  const [raw, setRaw] = useState<RawTarget | null>(null);
  const closeRaw = useCallback(() => setRaw(null), []);
  const isLate = useDelayed(thread.isPending);
  const view = useRef<HTMLDivElement>(null);

  const isGone = thread.error instanceof ClientError && thread.error.code === 'thread_not_found';
  if (!thread.data || isGone) {
    if (thread.error)
      return (
        <ThreadFailed
          threadId={threadId}
          error={ClientError.from(thread.error)}
          retry={() => void thread.refetch()}
        />
      );
    return <div className={styles.view}>{isLate && <div className={styles.skeleton} aria-busy />}</div>;
  }
  return (
    <OpenRawProvider value={setRaw}>
      <div ref={view} className={styles.view}>
        <ThreadBody
          thread={thread.data}
          outline={outline.data ?? null}
          error={outline.error ?? thread.error}
          reading={reading}
        />
        {raw && <RawSheet threadId={threadId} target={raw} onClose={closeRaw} />}
      </div>
    </OpenRawProvider>
  );
}

interface FailedProps {
  threadId: string;
  error: ClientError;
  retry: () => void;
}

function ThreadFailed({ threadId, error, retry }: FailedProps) {
  const openThread = useOpenThread();
  if (error.code === 'thread_not_found') {
    // A fork that was just taken back leaves its reader here.
    const arrival = arrivalOf(threadId);
    return (
      <StateView
        icon={FileQuestion}
        title="This thread is not in this home"
        actions={
          arrival && (
            <Button onClick={() => openThread(arrival.fromId)}>Back to the thread that it was made of</Button>
          )
        }
      >
        <p>
          Neither a file nor a row of the database has its id. It may have been deleted, or belong to another
          home.
        </p>
      </StateView>
    );
  }
  if (error.code === 'store_unavailable') {
    return (
      <StateView icon={MessageSquareDashed} title="Waiting for the store">
        <p>The thread is shown as soon as reading is possible again.</p>
      </StateView>
    );
  }
  return (
    <StateView
      icon={TriangleAlert}
      tone="danger"
      title="This thread cannot be read"
      actions={<Button onClick={retry}>Try again</Button>}
    >
      <p>{error.message}</p>
    </StateView>
  );
}
