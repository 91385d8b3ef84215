import { useEffect, useState } from 'react';
import { useClient } from '../../../app/client-context';
import { ClientError } from '../../../app/client-error';
import type { Outline } from '../outline';
import { findPattern } from './find-pattern';
import { type SearchProgress, searchThread } from './search-thread';

/** Typing is let settle for so long, in ms. */
const quietMs = 200;

const nothing: SearchProgress = { hits: [], searched: 0, clipped: 0, isDone: true };

export interface Find {
  progress: SearchProgress;
  error: string | null;
  stop: () => void;
}

/** Searches the thread for a text in the background; a new text or the end of the view stops it. */
export function useFind(threadId: string, outline: Outline, text: string): Find {
  const client = useClient();
  const { revision, itemCount } = outline;
  const [progress, setProgress] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  const [abort, setAbort] = useState<AbortController | null>(null);

  useEffect(() => {
    const pattern = findPattern(text);
    setError(null);
    setProgress(pattern ? { ...nothing, isDone: false } : nothing);
    if (!pattern) return;
    const controller = new AbortController();
    setAbort(controller);
    const run = async () => {
      const search = { threadId, revision, itemCount, pattern, signal: controller.signal };
      for await (const found of searchThread(client, search)) {
        if (controller.signal.aborted) return;
        setProgress(found);
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
  }, [client, threadId, revision, itemCount, text]);

  const stop = () => {
    abort?.abort();
    setProgress((found) => ({ ...found, isDone: true }));
  };
  return { progress, error, stop };
}
