import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useClient } from '../../app/client-context';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { counted, shortBytes } from '../../ui/format';
import styles from './journal.module.css';

/** How much lies in the bin, and the way to empty it, which asks first. */
export function BinLine() {
  const client = useClient();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const { data: bin } = useQuery({ queryKey: ['bin'], queryFn: () => client.editsBin({}) });
  const emptying = useMutation({
    mutationFn: () => client.editsEmptyBin({}),
    onSuccess: () => setAsking(false),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['bin'] });
      void queries.invalidateQueries({ queryKey: ['journal'] });
    },
  });
  if (!bin) return null;
  const content = `${counted(bin.threads, 'thread')}, ${shortBytes(bin.bytes)}`;
  return (
    <div className={styles.bin}>
      <Trash2 size={13} strokeWidth={1.75} aria-hidden />
      <span>{bin.files === 0 ? 'The bin is empty' : `Bin: ${content}`}</span>
      {bin.files > 0 && (
        <button
          type="button"
          className={styles.link}
          onClick={() => {
            // Why it failed the last time is no news.
            emptying.reset();
            setAsking(true);
          }}
        >
          Empty …
        </button>
      )}
      <Dialog open={isAsking} onClose={() => setAsking(false)} title="Empty the bin?" initialFocus={cancel}>
        <p className={styles.question}>
          The copies of {content} are removed from Skein’s own folder for good. What was deleted can then not
          be brought back.
        </p>
        {emptying.error && (
          <p className={styles.failure} role="alert">
            {emptying.error.message}
          </p>
        )}
        <div className={styles.foot}>
          <Button ref={cancel} onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button look="primary" disabled={emptying.isPending} onClick={() => emptying.mutate()}>
            Empty the bin
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
