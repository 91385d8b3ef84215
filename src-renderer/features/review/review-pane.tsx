import { ScanSearch, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ClientError } from '../../app/client-error';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { KeyCaps } from '../../ui/key-caps';
import { threadRefusal } from '../branching/branch-refusal';
import { useCommand } from '../commands/command-context';
import { keyLabel } from '../commands/key-label';
import { useEdits } from '../edits/edits-context';
import { useThread } from '../thread/use-thread';
import { threadTitle } from '../threads/thread-title';
import { useThreads } from '../threads/threads-model';
import { checkReview } from './check-review';
import { DiscardDialog } from './discard-dialog';
import { isEmpty } from './draft-keeper';
import { ReviewForm } from './review-form';
import styles from './review.module.css';
import { useReviews } from './reviews-context';
import { savedWords } from './saved-words';
import { useDraft } from './use-draft';

interface Props {
  threadId: string;
  /** Moves the focus to the thread. */
  onLeave: () => void;
}

/** The review of a thread while it is written: a draft until it is finished, kept at every pause. */
export function ReviewPane({ threadId, onLeave }: Props) {
  const { close, keeperOf } = useReviews();
  const { propose, notify } = useEdits();
  const { selectedId, select } = useThreads();
  const keeper = keeperOf(threadId);
  const state = useDraft(threadId);
  const thread = useThread(threadId).data;
  const pane = useRef<HTMLElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const [hasTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);

  useEffect(() => {
    // A finding that came with it may have the focus already.
    if (!pane.current?.contains(document.activeElement)) pane.current?.focus();
  }, []);
  const leave = () => {
    close();
    onLeave();
  };
  const isInside = () => pane.current?.contains(document.activeElement) ?? false;
  useCommand('back', () => (isInside() ? leave() : false));
  const finish = () => {
    if (!keeper || state?.phase !== 'ready') return;
    const { review } = checkReview(state.draft);
    if (!review) {
      setTried(true);
      // The fields show what they lack after this commit.
      requestAnimationFrame(() => focusFault(form.current));
      return;
    }
    propose(
      { kind: 'review', threadId, review },
      {
        onDone: ({ newThreadId }) => {
          if (newThreadId === null) return;
          void keeper.discard().catch((error: unknown) => notify({ text: ClientError.from(error).message }));
          close();
          // The dialog gives the focus back first, to a pane that is gone.
          setTimeout(onLeave);
        },
      },
    );
  };
  useCommand('review-finish', finish);

  const refusal = thread ? threadRefusal(thread, true) : null;
  const { faults } = state ? checkReview(state.draft) : { faults: null };
  return (
    <section ref={pane} className={styles.pane} tabIndex={-1} aria-label="Review of the thread">
      <header className={styles.head}>
        <ScanSearch className={styles.sign} size={15} strokeWidth={1.75} aria-hidden />
        <h2 className={styles.title}>
          Review
          {selectedId === threadId || !thread ? (
            ''
          ) : (
            <>
              {' of '}
              <button type="button" className={styles.of} onClick={() => select(threadId)}>
                {threadTitle(thread).text}
              </button>
            </>
          )}
        </h2>
        <span className={styles.saved} data-failed={state?.saving === 'failed' || undefined} role="status">
          {state && savedWords(state)}
        </span>
        <IconButton icon={X} label="Close the review; the draft is kept" onClick={leave} />
      </header>
      {state?.phase === 'failed' && (
        <div className={styles.body} role="alert">
          <p className={styles.fault}>The draft cannot be read: {state.error}</p>
          <div>
            <Button onClick={() => void keeper?.read()}>Try again</Button>
          </div>
        </div>
      )}
      {keeper && state?.phase === 'ready' && (
        <>
          <ReviewForm keeper={keeper} state={state} faults={hasTried ? faults : null} form={form} />
          <footer className={styles.foot}>
            {refusal && <p className={styles.hint}>{refusal} The draft is kept.</p>}
            {hasTried && faults && faults.count > 0 && (
              <p className={styles.fault} role="status">
                {faults.count === 1 ? 'One field is' : `${faults.count} fields are`} still to be filled in.
              </p>
            )}
            <div className={styles.actions}>
              <Button look="quiet" disabled={isEmpty(state.draft)} onClick={() => setAsking(true)}>
                Discard …
              </Button>
              <Button look="primary" disabled={refusal !== null} onClick={finish}>
                Finish …
                <KeyCaps caps={keyLabel('Mod+Enter')} />
              </Button>
            </div>
          </footer>
          <DiscardDialog
            open={isAsking}
            findings={state.draft.findings.length}
            onClose={() => setAsking(false)}
            onDiscard={() => {
              setAsking(false);
              setTried(false);
              keeper
                .discard()
                .catch((error: unknown) =>
                  notify({ text: `The draft is still there: ${ClientError.from(error).message}` }),
                );
            }}
          />
        </>
      )}
    </section>
  );
}

/** Moves the focus to the first field that lacks something. */
function focusFault(form: HTMLElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const control = field?.matches('input, textarea') ? field : field?.querySelector<HTMLElement>('input');
  control?.focus();
  field?.scrollIntoView?.({ block: 'nearest' });
}
