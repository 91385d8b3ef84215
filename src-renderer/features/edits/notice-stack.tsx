import { Info, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import type { Notice } from './edits-context';
import { PlainText } from '../thread/text/plain-text';
import styles from './notice-stack.module.css';

/** How long a notice stays when nobody is at it, in ms. */
const lifeMs = 10_000;

export interface ShownNotice extends Notice {
  id: number;
}

interface NoticeStackProps {
  notices: readonly ShownNotice[];
  onDismiss: (id: number) => void;
}

/** What was done, and the way back; it lies over the panes, so nothing moves. */
export function NoticeStack({ notices, onDismiss }: NoticeStackProps) {
  return (
    <section className={styles.stack} aria-label="Notices" role="status">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} onDismiss={() => onDismiss(notice.id)} />
      ))}
    </section>
  );
}

function NoticeLine({ notice, onDismiss }: { notice: ShownNotice; onDismiss: () => void }) {
  const [isHeld, setHeld] = useState(false);
  const Icon = notice.tone === 'warn' ? TriangleAlert : Info;
  const { id } = notice;
  useEffect(() => {
    if (isHeld || notice.stays) return;
    const timer = setTimeout(onDismiss, lifeMs);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new function must not begin the time anew
  }, [id, isHeld, notice.stays]);
  return (
    <div
      className={styles.notice}
      data-tone={notice.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon className={styles.icon} size={14} strokeWidth={2} aria-hidden />
      <span className={styles.text} title={notice.text}>
        <PlainText inline text={notice.text} />
      </span>
      {notice.actions?.map(({ label, run }) => (
        <Button
          key={label}
          className={styles.action}
          onClick={() => {
            onDismiss();
            run();
          }}
        >
          {label}
        </Button>
      ))}
      <IconButton icon={X} label="Put this notice away" onClick={onDismiss} />
    </div>
  );
}
