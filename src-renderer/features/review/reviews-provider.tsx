import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from '../../app/client-context';
import { DraftKeeper } from './draft-keeper';
import { type Reviews, ReviewsContextProvider } from './reviews-context';

/** Keeps the drafts of all threads of the home, and which one is open. */
export function ReviewsProvider({ homePath, children }: { homePath: string; children: ReactNode }) {
  const client = useClient();
  const [openId, setOpenId] = useState<string | null>(null);
  const keepers = useRef(new Map<string, DraftKeeper>());
  const [home, setHome] = useState(homePath);
  if (home !== homePath) {
    // A draft belongs to a thread of the home that it was begun in.
    setHome(homePath);
    setOpenId(null);
  }
  useEffect(() => {
    const flush = () => {
      for (const keeper of keepers.current.values()) void keeper.flush();
    };
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);

  useEffect(() => {
    const ofHome = keepers.current;
    return () => {
      for (const keeper of ofHome.values()) keeper.leave();
      ofHome.clear();
    };
  }, [homePath]);

  const reviews = useMemo((): Reviews => {
    const keeperOf = (threadId: string) => {
      const known = keepers.current.get(threadId) ?? new DraftKeeper(client, threadId);
      keepers.current.set(threadId, known);
      return known;
    };
    return {
      openId,
      open: setOpenId,
      close: () => {
        if (openId !== null) void keeperOf(openId).flush();
        setOpenId(null);
      },
      addFinding: (threadId, finding) => {
        setOpenId(threadId);
        void keeperOf(threadId).add(finding);
      },
      keeperOf,
    };
  }, [client, openId]);
  return <ReviewsContextProvider value={reviews}>{children}</ReviewsContextProvider>;
}
