import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { useEdits } from '../edits/edits-context';
import { useThread } from '../thread/use-thread';
import { EarlierValues } from './earlier-values';
import { GitEvidenceFoot, useGitEvidence } from './git-evidence-foot';
import { GitEvidenceLine } from './git-evidence-line';
import { GitFieldRow } from './git-field-row';
import { type FieldEdit, type GitField, gitChangeOf, gitFields, noEdits } from './git-fields';
import styles from './git.module.css';
import { provenanceOf } from './provenance';
import { useGitHistory } from './use-git-history';
import { useWriterProblem } from './use-writer';

/** Branch, commit and origin of one thread: where each comes from, what the repository says, and edits in place. */
export function GitSheet({ threadId, onClose }: { threadId: string; onClose: () => void }) {
  const { propose } = useEdits();
  const sheet = useRef<HTMLDivElement>(null);
  const { data: thread } = useThread(threadId);
  const { data: evidence } = useGitEvidence(threadId);
  const { data: history } = useGitHistory(threadId);
  const locked = useWriterProblem(threadId);
  const [edits, setEdits] = useState(noEdits);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const change = gitChangeOf(edits);
  const isEdited = Object.values(edits).some((edit) => edit.do !== 'leave');
  const edit = (field: GitField) => (next: FieldEdit) => setEdits((before) => ({ ...before, [field]: next }));
  const review = () => {
    if (change === null || locked !== null) return;
    propose(
      { kind: 'git', threadIds: [threadId], change },
      // What was refused stays in the fields, so that it can be mended.
      { onDone: (outcome) => outcome.failed === 0 && setEdits(noEdits) },
    );
  };

  return (
    <div
      ref={sheet}
      className={styles.sheet}
      role="dialog"
      aria-label="Git of the thread"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape' || (event.key === 'b' && event.target === sheet.current)) onClose();
        else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) review();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <header className={styles.top}>
        <h2 className={styles.title}>Git</h2>
        <IconButton icon={X} label="Close git" onClick={onClose} />
      </header>
      <div className={styles.body}>
        {locked !== null && (
          <p className={styles.locked} role="status">
            {locked}
          </p>
        )}
        {thread &&
          gitFields.map(({ field, label }) => (
            <GitFieldRow
              key={field}
              field={field}
              label={label}
              value={thread.gitInfo?.[field] ?? null}
              edit={edits[field]}
              onEdit={edit(field)}
              locked={locked}
              provenance={provenanceOf(history, field)}
            >
              <GitEvidenceLine evidence={evidence} field={field} />
              <EarlierValues history={history} field={field} />
            </GitFieldRow>
          ))}
        <GitEvidenceFoot threadId={threadId} />
      </div>
      <div className={styles.foot}>
        <p className={styles.hint}>{isEdited ? 'Enter shows the change first.' : 'Type to edit.'}</p>
        <Button disabled={!isEdited} onClick={() => setEdits(noEdits)}>
          Discard
        </Button>
        <Button look="primary" disabled={change === null || locked !== null} onClick={review}>
          Show change …
        </Button>
      </div>
    </div>
  );
}
