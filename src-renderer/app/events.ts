import type { SkeinEvent } from '@contracts/events';
import { useEffect, useRef } from 'react';
import { useClient } from './client-context';

type EventOf<T extends SkeinEvent['type']> = Extract<SkeinEvent, { type: T }>;

/** Calls `handler` for every event of one type while the component is mounted; the newest handler counts. */
export function useSkeinEvent<T extends SkeinEvent['type']>(
  type: T,
  handler: (event: EventOf<T>) => void,
): void {
  const client = useClient();
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(
    () =>
      client.onEvent((event) => {
        if (event.type === type) newest.current(event as EventOf<T>);
      }),
    [client, type],
  );
}
