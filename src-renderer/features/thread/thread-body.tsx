import type { Thread } from '@contracts/model/thread';
import { MessageSquareDashed, TriangleAlert } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { StateView } from '../../ui/state-view';
import { ArrivalLine } from '../branching/arrival-line';
import { BranchesPanel } from '../branching/branches-panel';
import { BranchingProvider } from '../branching/branching-context';
import { RollbackBar } from '../branching/rollback-bar';
import { ThreadMenu } from '../branching/thread-menu';
import { useBranching } from '../branching/use-branching';
import { useCommand } from '../commands/command-context';
import { ReviewButton } from '../review/review-button';
import { ReviewedThreadProvider } from '../review/reviewed-thread';
import { ResumePanel } from '../resume/resume-panel';
import { useResume } from '../resume/use-resume';
import { useChangeSettings, useSettings } from '../settings/use-settings';
import { FindBar } from './find/find-bar';
import { nextHit } from './find/next-hit';
import { useFind } from './find/use-find';
import { ScanProgress } from './header/scan-progress';
import { ThreadHeader } from './header/thread-header';
import { takeFocus } from './open-thread';
import type { Outline } from './outline';
import type { ReadingState } from './reading-state';
import { turnOfItem } from './rows/turn-of-item';
import styles from './thread-view.module.css';
import { Transcript, type TranscriptHandle } from './transcript/transcript';

interface Props {
  thread: Thread;
  outline: Outline | null;
  /** A later reading failed; what was read before is still shown. */
  error: Error | null;
  reading: ReadingState;
}

const noOutline: Outline = {
  revision: '',
  turns: [],
  turnCount: 0,
  itemCount: 0,
  complete: false,
  scannedBytes: 0,
  totalBytes: 0,
};

/** A thread whose head is known. */
export function ThreadBody({ thread, outline, error, reading }: Props) {
  const { settings } = useSettings();
  const changeSettings = useChangeSettings();
  const known = outline ?? noOutline;
  const transcript = useRef<TranscriptHandle>(null);

  const input = useRef<HTMLInputElement>(null);
  const [isFinding, setFinding] = useState(false);
  const [text, setText] = useState('');
  /** The item of the hit that is shown. */
  const [current, setCurrent] = useState<number | null>(null);
  /** The item that the reader looks from: where he was when he began, then the hit that he came to. */
  const origin = useRef(0);
  const isAwaited = useRef(false);
  const find = useFind(thread.id, known, isFinding ? text : '', origin);
  const found = find.progress.hits;
  const hits = useMemo(() => {
    const isShown = (item: number) => !known.turns[turnOfItem(known.turns, item) ?? 0]?.reverted;
    return settings.view === 'model' ? found.filter(isShown) : found;
  }, [found, known.turns, settings.view]);

  const openFind = () => {
    if (!isFinding) {
      origin.current = reading.place?.item ?? 0;
      setCurrent(null);
    }
    setFinding(true);
    // The field is there after this commit.
    requestAnimationFrame(() => input.current?.select());
  };
  const closeFind = () => {
    setFinding(false);
    // Back to the hit that was shown last.
    document.querySelector<HTMLElement>('[data-thread-body] article[tabindex="0"]')?.focus();
  };
  const step = (by: 1 | -1) => {
    const from = current === null ? origin.current - (by === 1 ? 0 : 1) : current + by;
    const next = nextHit(hits, from, by);
    isAwaited.current = next === null;
    if (next === null) return;
    origin.current = next;
    setCurrent(next);
    transcript.current?.showItem(next);
  };
  // Typing, or Enter before anything was found, leads to the first hit as soon as it is known.
  useLayoutEffect(() => {
    if (isAwaited.current && hits.length > 0) step(1);
  });
  const resume = useResume(thread.id);
  useEffect(() => takeFocus(thread.id), [thread.id]);
  const branch = useBranching({
    thread,
    outline: known,
    showTurn: (turn) => transcript.current?.showTurn(turn),
  });

  useCommand('find', openFind);
  useCommand('find-next', () => (isFinding ? step(1) : openFind()));
  useCommand('find-previous', () => (isFinding ? step(-1) : openFind()));
  useCommand('back', () => closeFind(), isFinding);

  return (
    <BranchingProvider value={branch.branching}>
      <ThreadHeader
        thread={thread}
        view={settings.view}
        onView={(view) => changeSettings({ view })}
        onFind={openFind}
        tools={
          <>
            <ReviewButton threadId={thread.id} />
            <ThreadMenu refused={branch.refused} />
            <ResumePanel thread={thread} resume={resume} />
          </>
        }
        more={<BranchesPanel threadId={thread.id} />}
      />
      <ArrivalLine threadId={thread.id} />
      {isFinding && (
        <FindBar
          input={input}
          text={text}
          onText={(next) => {
            setText(next);
            setCurrent(null);
            isAwaited.current = next !== '';
          }}
          find={find}
          hits={hits.length}
          itemCount={known.itemCount}
          current={current === null ? -1 : hits.indexOf(current)}
          onStep={step}
          onClose={closeFind}
        />
      )}
      <ScanProgress outline={known} />
      {error && (
        <p className={styles.notice} role="status">
          <TriangleAlert size={14} aria-hidden /> What is shown may be out of date: {error.message}
        </p>
      )}
      {outline && outline.complete && outline.turnCount === 0 ? (
        <NoTurns isDamaged={(thread.damage?.length ?? 0) > 0} />
      ) : (
        <ReviewedThreadProvider value={thread}>
          <Transcript
            threadId={thread.id}
            outline={known}
            view={settings.view}
            reading={reading}
            findText={isFinding ? text : ''}
            handle={transcript}
          />
        </ReviewedThreadProvider>
      )}
      {branch.branching.cut && (
        <RollbackBar
          thread={thread}
          cut={branch.branching.cut}
          onResize={branch.resize}
          onCancel={branch.cancel}
          onApply={branch.apply}
        />
      )}
    </BranchingProvider>
  );
}

function NoTurns({ isDamaged }: { isDamaged: boolean }) {
  return isDamaged ? (
    <StateView icon={TriangleAlert} title="No turn of this thread can be read">
      <p>What there is of its files is listed above, with the reasons.</p>
    </StateView>
  ) : (
    <StateView icon={MessageSquareDashed} title="Nothing was said in this thread">
      <p>Its files hold no turns.</p>
    </StateView>
  );
}
