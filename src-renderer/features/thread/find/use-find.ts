import { type RefObject, useEffect, useState } from 'react';
import { useClient } from '../../../app/client-context';
import { ClientError } from '../../../app/client-error';
import type { Outline } from '../outline';
import { type SearchProgress, searchThread } from './search-thread';

/** Typing is let settle for so long, in ms. */
const quietMs = 200;

const nothing: SearchProgress = { hits: [], searched: 0, isDone: true };

export interface Find {
  progress: SearchProgress;
  error: string | null;
  stop: () => void;
}

/**
 * Searches the thread for a text in the background; a new text or the end of the view stops it.
 *
 * @param from the item at which a search begins
 */
export function useFind(threadId: string, outline: Outline, text: string, from: RefObject<number>): Find {
  const client = useClient();
  const { revision, itemCount } = outline;
  const [state, setState] = useState({ text: '', progress: nothing });
  const [error, setError] = useState<string | null>(null);
  const [abort, setAbort] = useState<AbortController | null>(null);

  useEffect(() => {
    setError(null);
    setState({ text, progress: begun(text) });
    if (text === '') return;
    const controller = new AbortController();
    setAbort(controller);
    const run = async () => {
      const search = {
        threadId,
        revision,
        itemCount,
        text,
        from: from.current,
        signal: controller.signal,
      };
      for await (const progress of searchThread(client, search)) {
        if (controller.signal.aborted) return;
        setState({ text, progress });
      }
    };
    const timer = setTimeout(() => {
      run().catch((thrown: unknown) => {
        if (!controller.signal.aborted) setError(ClientError.from(thrown).message);
      });
    }, quietMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, threadId, revision, itemCount, text, from]);

  const stop = () => {
    abort?.abort();
    setState(({ progress }) => ({ text, progress: { ...progress, isDone: true } }));
  };
  // What was found of another text is none of this one.
  return { progress: state.text === text ? state.progress : begun(text), error, stop };
}

/** No hits yet, and none to come where nothing is looked for. */
function begun(text: string): SearchProgress {
  return text === '' ? nothing : { ...nothing, isDone: false };
}
