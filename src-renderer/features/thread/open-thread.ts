import { useThreads } from '../threads/threads-model';

/** The thread that a link or an edit led to and that is not on screen yet. */
let awaited: string | null = null;

/** Shows another thread of the home; whatever was pressed for it goes, so the focus follows there. */
export function useOpenThread(): (threadId: string) => void {
  const { select } = useThreads();
  return (threadId) => {
    awaited = threadId;
    select(threadId);
  };
}

/** Moves the focus into a thread that was led to, when nothing else has it; for the thread that comes on screen. */
export function takeFocus(threadId: string): void {
  if (awaited !== threadId) return;
  awaited = null;
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('[data-thread-body]')?.focus({ preventScroll: true });
}
