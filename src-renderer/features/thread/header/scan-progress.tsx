import { shortBytes } from '../../../ui/format';
import { useDelayed } from '../../../ui/use-delayed';
import type { Outline } from '../outline';
import styles from './header.module.css';

/** A thin bar while the files are still being scanned, once that takes noticeably long. */
export function ScanProgress({ outline: { complete, scannedBytes, totalBytes } }: { outline: Outline }) {
  const isShown = useDelayed(!complete);
  const part = totalBytes > 0 ? Math.min(1, scannedBytes / totalBytes) : 0;
  return (
    <div className={styles.progress}>
      {isShown && (
        <>
          <div
            className={styles.track}
            role="progressbar"
            aria-label="Reading the thread's files"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(part * 100)}
            aria-valuetext={`${shortBytes(scannedBytes)} of ${shortBytes(totalBytes)}`}
          >
            <div className={styles.done} style={{ width: `${part * 100}%` }} />
          </div>
          <span className={styles.bytes}>
            {shortBytes(scannedBytes)} of {shortBytes(totalBytes)}
          </span>
        </>
      )}
    </div>
  );
}
