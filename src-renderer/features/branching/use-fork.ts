import type { ForkBoundary } from '@contracts/model/edit';
import type { Thread } from '@contracts/model/thread';
import { useEdits } from '../edits/edits-context';
import { useOpenThread } from '../thread/open-thread';
import { threadTitle } from '../threads/thread-title';
import { arriveAt } from './arrival';

type Source = Pick<Thread, 'id' | 'name' | 'preview' | 'agentNickname'>;

/** Proposes a fork and leads to it once it was made; `words` say there what it is, e.g. `Forked before turn 5 of`. */
export function useFork(): (source: Source, boundary: ForkBoundary, words: string) => void {
  const { propose } = useEdits();
  const openThread = useOpenThread();
  return (source, boundary, words) =>
    propose(
      { kind: 'fork', threadId: source.id, boundary },
      {
        onDone: ({ newThreadId }) => {
          if (newThreadId === null) return;
          arriveAt(newThreadId, { fromId: source.id, fromTitle: threadTitle(source).text, words });
          openThread(newThreadId);
        },
      },
    );
}
