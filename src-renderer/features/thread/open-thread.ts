import { useThreads } from '../threads/threads-model';

/** Shows another thread of the home. */
export function useOpenThread(): (threadId: string) => void {
  return useThreads().select;
}
