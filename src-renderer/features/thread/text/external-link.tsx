import { type ReactNode, useState } from 'react';
import { useClient } from '../../../app/client-context';
import { Button } from '../../../ui/button';
import { Popover } from '../../../ui/popover';
import { CopyButton } from './copy-button';
import { externalTarget } from './external-target';
import { PlainText } from './plain-text';
import styles from './text.module.css';

/**
 * A link that a rollout holds: a button that shows the host before anything opens, never an anchor that navigates.
 *
 * Whatever is not offered for opening stays text.
 */
export function ExternalLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const client = useClient();
  const [isOpen, setOpen] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const target = externalTarget(href);
  if (!target) return <>{children}</>;
  const open = () => {
    client.appOpenExternal({ url: target.url }).then(
      (opened) => (opened ? setOpen(false) : setRefused(true)),
      () => setRefused(true),
    );
  };
  return (
    <Popover
      label={`Link to ${target.host}`}
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        setRefused(false);
      }}
      trigger={
        <button type="button" className={styles.link} title={target.url}>
          {children}
        </button>
      }
    >
      <div className={styles.target}>
        <div className={styles.host}>{target.host}</div>
        <div className={styles.address}>
          <PlainText text={target.url} inline />
        </div>
        <div className={styles.actions}>
          <Button look="primary" onClick={open}>
            Open in browser
          </Button>
          <CopyButton text={target.url} what="address" named />
        </div>
        {isRefused && (
          <p className={styles.refused} role="alert">
            Not opened: this is no address that Skein trusts.
          </p>
        )}
      </div>
    </Popover>
  );
}
