import type { RecordRef } from '@contracts/model/record';
import { Braces } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../../ui/icon-button';
import { useOpenRaw } from '../../raw/raw-target';
import { CopyButton } from '../text/copy-button';
import styles from './transcript.module.css';

interface Props {
  title: string;
  records: readonly RecordRef[];
  /** What can be copied as a whole: the text of a message. */
  text?: string | null;
  /** Tools of this kind of row, before those of every row. */
  children?: ReactNode;
}

/** What the mouse finds beside a row; the keys have `r` for it, so these are no stops of the Tab key. */
export function RowTools({ title, records, text, children }: Props) {
  const openRaw = useOpenRaw();
  return (
    <div className={styles.tools}>
      {text && <CopyButton text={text} what="text" tabIndex={-1} />}
      {children}
      {records.length > 0 && (
        <IconButton
          icon={Braces}
          label={`Records: ${title}`}
          tabIndex={-1}
          onClick={() => openRaw({ title, records })}
        />
      )}
    </div>
  );
}
