import { createContext, useContext } from 'react';
import type { PlaceWriter } from './place-writer';

const PlaceContext = createContext<PlaceWriter | null>(null);

/** Gives the writer of the place to the tree. */
export const PlaceProvider = PlaceContext.Provider;

/** The writer of the place; the place of the last run comes with `useSettings`. */
export function usePlaceWriter(): PlaceWriter {
  const writer = useContext(PlaceContext);
  if (!writer) throw new Error('usePlaceWriter needs a PlaceProvider above it');
  return writer;
}
