import { Fragment } from 'react';
import { Dialog } from '../../ui/dialog';
import { KeyCaps } from '../../ui/key-caps';
import { keyLabel } from './key-label';
import { type CommandRow, commandRows } from './keymap';
import styles from './keys-sheet.module.css';

const groups: CommandRow['group'][] = ['General', 'Projects', 'Thread list', 'Thread', 'Editing'];

/** All keys, from the table that drives them. */
export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys" look="wide">
      {/* It scrolls where the window is low, and holds nothing that takes the focus. */}
      <div className={styles.groups} role="region" aria-label="All keys" tabIndex={0}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.name}>{group}</h3>
            <dl className={styles.rows}>
              {commandRows
                .filter(([, row]) => row.group === group && row.keys.length > 0)
                .map(([id, row]) => (
                  <div key={id} className={styles.row}>
                    <dt>{row.title}</dt>
                    <dd className={styles.keys}>
                      {row.keys.map((entry, index) => {
                        const key = typeof entry === 'string' ? entry : entry.key;
                        return (
                          <Fragment key={key}>
                            {index > 0 && <span className={styles.or}>or</span>}
                            <KeyCaps caps={keyLabel(key)} />
                          </Fragment>
                        );
                      })}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
