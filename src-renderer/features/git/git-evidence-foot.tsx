import type { GitEvidence } from '@contracts/git';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FolderSearch } from 'lucide-react';
import { useClient } from '../../app/client-context';
import { Button } from '../../ui/button';
import { useDelayed } from '../../ui/use-delayed';
import styles from './git.module.css';

const key = (threadId: string) => ['git-evidence', threadId];

/** What the repository at the thread's directory says; asked only where the user allowed it. */
export function useGitEvidence(threadId: string) {
  const client = useClient();
  return useQuery({ queryKey: key(threadId), queryFn: () => client.gitEvidence({ threadId }), gcTime: 0 });
}

const states: Record<GitEvidence['state'], string> = {
  not_allowed: 'Skein has not looked into the repository in this directory.',
  no_directory: 'The directory of the thread does not exist any more.',
  not_a_repository: 'There is no repository in this directory.',
  ok: 'Compared with the repository in this directory.',
  timeout: 'The repository did not answer in time.',
  failed: 'The repository could not be asked.',
};

/** Whether the repository was asked, and the button that allows it for this directory. */
export function GitEvidenceFoot({ threadId }: { threadId: string }) {
  const client = useClient();
  const queries = useQueryClient();
  const { data: evidence, error, refetch } = useGitEvidence(threadId);
  const allowing = useMutation({
    mutationFn: (allow: boolean) => client.gitAllow({ threadId, allow }),
    onSuccess: (answer) => queries.setQueryData(key(threadId), answer),
  });
  const isLate = useDelayed(allowing.isPending);
  const failure = error ?? allowing.error;
  return (
    <div className={styles.repository}>
      {failure && (
        <p className={styles.problem} role="alert">
          {failure.message}
        </p>
      )}
      {evidence && (
        <>
          <p>
            {states[evidence.state]} {evidence.message}
          </p>
          <p className={styles.directory} title={evidence.cwd}>
            {evidence.cwd}
          </p>
          {evidence.state === 'not_allowed' ? (
            <>
              <Button onClick={() => allowing.mutate(true)} disabled={allowing.isPending}>
                <FolderSearch size={14} strokeWidth={1.75} aria-hidden />
                {isLate ? 'Looking …' : 'Look into the repository'}
              </Button>
              <p className={styles.small}>
                Reads it with git, now and whenever a thread of it is shown here.
              </p>
            </>
          ) : (
            <span className={styles.links}>
              <button type="button" className={styles.link} onClick={() => void refetch()}>
                Look again
              </button>
              <button type="button" className={styles.link} onClick={() => allowing.mutate(false)}>
                Do not look here any more
              </button>
            </span>
          )}
        </>
      )}
    </div>
  );
}
