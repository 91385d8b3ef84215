import type { HomeDescription } from '@contracts/model/home';
import { FolderLock, FolderOpen, FolderX, type LucideIcon, Spool } from 'lucide-react';
import type { ReactNode } from 'react';
import { StateView } from '../../ui/state-view';
import { errnoText } from './errno-text';
import { HomeActions } from './home-actions';
import styles from './home-view.module.css';

type Problem = Exclude<HomeDescription['state'], 'ready'>;

interface View {
  icon: LucideIcon;
  title: string;
  text: (home: HomeDescription) => ReactNode;
}

function Path({ of: { path } }: { of: HomeDescription }) {
  return <code className={styles.path}>{path}</code>;
}

const views: Record<Problem, View> = {
  missing: {
    icon: Spool,
    title: 'Welcome to Skein',
    text: (home) => (
      <>
        <p>Skein shows everything that Codex keeps of your threads, and changes none of it.</p>
        <p>
          There is no Codex home at <Path of={home} />. Codex makes one when it first runs; yours may also lie
          elsewhere.
        </p>
      </>
    ),
  },
  empty: {
    icon: FolderOpen,
    title: 'No threads yet',
    text: (home) => (
      <p>
        The Codex home <Path of={home} /> is in order, but empty. Threads that you start in Codex appear here
        by themselves.
      </p>
    ),
  },
  unreadable: {
    icon: FolderLock,
    title: 'This Codex home cannot be read',
    text: (home) => (
      <>
        <p>
          <Path of={home} />
        </p>
        <p>{errnoText(home.errno)}</p>
      </>
    ),
  },
  not_a_directory: {
    icon: FolderX,
    title: 'This is not a folder',
    text: (home) => (
      <p>
        A Codex home is a folder, as a rule <code>.codex</code> in your own. At <Path of={home} /> lies
        something else.
      </p>
    ),
  },
};

/** What stands in the window while there is no home to read. */
export function HomeView({ home, problem }: { home: HomeDescription; problem: Problem }) {
  const { icon, title, text } = views[problem];
  return (
    <main className={styles.page}>
      <StateView icon={icon} size="page" title={title} actions={<HomeActions />}>
        {text(home)}
      </StateView>
    </main>
  );
}
