import { ArrowLeft, GitFork, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/icon-button';
import { useOpenThread } from '../thread/open-thread';
import { PlainText } from '../thread/text/plain-text';
import { arrivalOf, forgetArrival } from './arrival';
import styles from './arrival-line.module.css';

/** Says of a thread that was made just now what it was made of, and leads back there. */
export function ArrivalLine({ threadId }: { threadId: string }) {
  const [arrival, setArrival] = useState(() => arrivalOf(threadId));
  const openThread = useOpenThread();
  if (!arrival) return null;
  return (
    <div className={styles.line} role="status">
      <GitFork className={styles.icon} size={14} aria-hidden />
      <span className={styles.words}>
        {arrival.words} “<PlainText text={arrival.fromTitle} inline />”
      </span>
      <button type="button" className={styles.back} onClick={() => openThread(arrival.fromId)}>
        <ArrowLeft size={12} aria-hidden />
        Back to it
      </button>
      <IconButton
        icon={X}
        label="Put this line away"
        onClick={() => {
          forgetArrival(threadId);
          setArrival(null);
        }}
      />
    </div>
  );
}
