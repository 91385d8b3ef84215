import type { Thread } from '@contracts/model/thread';
import { useQuery } from '@tanstack/react-query';
import { Copy, SquareTerminal, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../../app/client-context';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { KeyCaps } from '../../ui/key-caps';
import { Popover } from '../../ui/popover';
import { keyLabel } from '../commands/key-label';
import styles from './resume-panel.module.css';
import type { Resume } from './use-resume';

/** The button whose panel shows the command that goes on with the thread, and copies or runs it. */
export function ResumePanel({ thread, resume }: { thread: Thread; resume: Resume }) {
  const [isOpen, setOpen] = useState(false);
  const close = (then: () => void) => () => {
    setOpen(false);
    then();
  };
  return (
    <Popover
      label="Resume in Codex"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Terminal} label={`Resume ${thread.id} in Codex`} title="Resume in Codex" />}
    >
      <div className={styles.panel}>
        <h3 className={styles.title}>Resume in Codex</h3>
        <Command threadId={thread.id} />
        {thread.archived && (
          <p className={styles.hint}>Codex resumes no archived thread: unarchive this one first.</p>
        )}
        <div className={styles.actions}>
          <Button onClick={close(resume.run)}>
            <SquareTerminal size={14} strokeWidth={1.75} aria-hidden />
            Run in a terminal …
          </Button>
          <Button look="primary" onClick={close(resume.copy)}>
            <Copy size={14} strokeWidth={1.75} aria-hidden />
            Copy
            <KeyCaps caps={keyLabel('y')} />
          </Button>
        </div>
      </div>
    </Popover>
  );
}

function Command({ threadId }: { threadId: string }) {
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ['resume', threadId],
    queryFn: () => client.appResumeInCodex({ threadId, how: 'show' }),
    // The home or the directory may be another one by now.
    staleTime: 0,
    gcTime: 0,
  });
  if (error)
    return (
      <p className={styles.error} role="alert">
        {error.message}
      </p>
    );
  return <code className={styles.command}>{data?.command ?? '\u00a0'}</code>;
}
