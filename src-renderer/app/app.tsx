import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { CommandProvider } from '../features/commands/command-context';
import { CommandRegistry } from '../features/commands/command-registry';
import { PlaceProvider } from '../features/settings/place-context';
import { PlaceWriter } from '../features/settings/place-writer';
import { ErrorBoundary } from '../ui/error-boundary';
import { BootGate } from './boot-gate';
import type { Client } from './client';
import { ClientProvider } from './client-context';
import { createQueryClient } from './query-client';

/** The window: what everything in it shares, then the gate that waits for main's first answers. */
export function App({ client }: { client: Client }) {
  const [queries] = useState(createQueryClient);
  const [commands] = useState(() => new CommandRegistry());
  const [place] = useState(() => new PlaceWriter(client));

  useEffect(() => {
    window.addEventListener('keydown', commands.handleKey);
    return () => window.removeEventListener('keydown', commands.handleKey);
  }, [commands]);

  useEffect(
    () =>
      client.onEvent((event) => {
        if (event.type !== 'command') return;
        // Main's menu names commands by their id; one that the window does not know has no handler.
        commands.run(event.command as Parameters<typeof commands.run>[0]);
      }),
    [client, commands],
  );

  useEffect(() => {
    const flush = () => place.flush();
    window.addEventListener('pagehide', flush);
    return () => window.removeEventListener('pagehide', flush);
  }, [place]);

  return (
    <ClientProvider value={client}>
      <QueryClientProvider client={queries}>
        <CommandProvider value={commands}>
          <PlaceProvider value={place}>
            <ErrorBoundary what="The window">
              <BootGate />
            </ErrorBoundary>
          </PlaceProvider>
        </CommandProvider>
      </QueryClientProvider>
    </ClientProvider>
  );
}
