import type { Damage, RecordRef } from '@contracts/model/record';
import { createContext, useContext } from 'react';

/** Records to be shown raw, and what they belong to. */
export interface RawTarget {
  title: string;
  records: readonly RecordRef[];
}

const OpenRaw = createContext<(target: RawTarget) => void>(() => {});
export const OpenRawProvider = OpenRaw.Provider;

/** Shows records in the sheet at the side. */
export function useOpenRaw(): (target: RawTarget) => void {
  return useContext(OpenRaw);
}

/** The bytes of a damage entry as a record; null when it names no range of a file. */
export function damagedRecord({ rolloutId, line, offset, length }: Damage): RecordRef | null {
  if (rolloutId === null || length === 0) return null;
  return { rolloutId, line: line ?? 1, offset, length, ordinal: null };
}
