import { createContext, useContext } from 'react';
import type { Client } from './client';

const ClientContext = createContext<Client | null>(null);

/** Gives the client to the tree; tests put one over a fake bridge here. */
export const ClientProvider = ClientContext.Provider;

/** The client of this window. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient needs a ClientProvider above it');
  return client;
}
