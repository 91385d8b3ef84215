import type { Damage } from '@contracts/model/record';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { counted, fullCount } from '../../../ui/format';
import { Dialog } from '../../../ui/dialog';
import { damagedRecord, useOpenRaw } from '../../raw/raw-target';
import { CodeText } from '../items/code-text';
import { PlainText } from '../text/plain-text';
import { damageReason } from './damage-reason';
import styles from './header.module.css';

/** Most entries that are listed; more are counted. */
const maxListed = 500;

/** Says that something of the thread could not be read, and lists it with its place and reason. */
export function DamageNotice({ damage }: { damage: readonly Damage[] }) {
  const [isOpen, setOpen] = useState(false);
  const openRaw = useOpenRaw();
  if (damage.length === 0) return null;
  const show = (entry: Damage) => {
    const record = damagedRecord(entry);
    if (!record) return;
    setOpen(false);
    openRaw({ title: `Damage: ${damageReason(entry.reason)}`, records: [record] });
  };
  return (
    <div className={styles.damage} role="status">
      <TriangleAlert size={14} aria-hidden />
      <span>
        {damage.length === 1 ? 'One place' : counted(damage.length, 'place')} of this thread could not be
        read. Everything else is shown.
      </span>
      <button type="button" className={styles.show} onClick={() => setOpen(true)}>
        Show
      </button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="What could not be read" look="wide">
        <ul className={styles.damages}>
          {damage.slice(0, maxListed).map((entry, nth) => (
            // Entries of one reading never move.
            <li key={nth} className={styles.entry}>
              <div className={styles.reason}>
                {damageReason(entry.reason)}
                {damagedRecord(entry) && (
                  <button type="button" className={styles.show} onClick={() => show(entry)}>
                    Raw
                  </button>
                )}
              </div>
              <div className={styles.place}>
                <CodeText text={entry.file} />
                <span className="tabular">
                  {entry.line !== null && `line ${fullCount(entry.line)}, `}
                  {entry.length > 0 && `${counted(entry.length, 'byte')} at ${fullCount(entry.offset)}`}
                </span>
              </div>
              {entry.message && (
                <div className={styles.message}>
                  <PlainText text={entry.message} />
                </div>
              )}
            </li>
          ))}
          {damage.length > maxListed && <li>and {fullCount(damage.length - maxListed)} more</li>}
        </ul>
      </Dialog>
    </div>
  );
}
