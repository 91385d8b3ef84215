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

const views: Record<Problem, View> = {
  missing: {
    icon: Spool,
    title: 'Welcome to Skein',
    text: () => (
      <>
        <p>Skein shows everything that Codex keeps of your threads, and changes none of it.</p>
        <p>
          There is no Codex home here yet. Codex makes it when you first run it; yours may also lie elsewhere.
        </p>
      </>
    ),
  },
  empty: {
    icon: FolderOpen,
    title: 'No threads yet',
    text: () => (
      <p>
        This Codex home is in order, but empty. Threads that you start in Codex appear here by themselves.
      </p>
    ),
  },
  unreadable: {
    icon: FolderLock,
    title: 'This Codex home cannot be read',
    text: ({ errno }) => <p>{errnoText(errno)}</p>,
  },
  not_a_directory: {
    icon: FolderX,
    title: 'This is not a folder',
    text: () => <p>A Codex home is a folder, as a rule .codex in your own. Here lies something else.</p>,
  },
};

/** What stands in the window while there is no home to read. */
export function HomeView({ home, problem }: { home: HomeDescription; problem: Problem }) {
  const { icon, title, text } = views[problem];
  return (
    <main className={styles.page}>
      <StateView icon={icon} size="page" title={title} actions={<HomeActions />}>
        {text(home)}
        <p className={styles.path}>
          <code>{home.path}</code>
        </p>
      </StateView>
    </main>
  );
}
