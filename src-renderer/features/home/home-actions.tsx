import { FolderOpen, Sparkles } from 'lucide-react';
import { Button } from '../../ui/button';
import styles from './home-actions.module.css';
import { useOpenHome } from './use-open-home';

/** The two ways on from a home that shows nothing. */
export function HomeActions() {
  const { chooseHome, openDemo, isOpening, error } = useOpenHome();
  return (
    <>
      <Button look="primary" onClick={chooseHome} disabled={isOpening}>
        <FolderOpen size={15} strokeWidth={1.75} aria-hidden />
        Choose a folder
      </Button>
      <Button onClick={openDemo} disabled={isOpening}>
        <Sparkles size={15} strokeWidth={1.75} aria-hidden />
        Open the demo home
      </Button>
      {error && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
    </>
  );
}
