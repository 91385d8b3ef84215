import type { ReactNode } from 'react';
import { useOpenThread } from '../open-thread';
import styles from './items.module.css';

/** Leads to another thread of the home; its id where no words are given. */
export function ThreadLink({ id, children }: { id: string; children?: ReactNode }) {
  const openThread = useOpenThread();
  return (
    <button
      type="button"
      className={styles.rawButton}
      title={`Open thread ${id}`}
      onClick={() => openThread(id)}
    >
      {children ?? <span className="mono">{id}</span>}
    </button>
  );
}
