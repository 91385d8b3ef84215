/** Where a new thread was made, for the way back. */
export interface Arrival {
  /** The thread that it was made of. */
  fromId: string;
  fromTitle: string;
  /** In words, e.g. `Forked before turn 5 of`. */
  words: string;
}

const arrivals = new Map<string, Arrival>();

/** Remembers, until the window is closed, that a thread was made just now. */
export function arriveAt(threadId: string, arrival: Arrival): void {
  arrivals.set(threadId, arrival);
}

/** How this thread came to be, when it was made in this window and nobody has put that away. */
export function arrivalOf(threadId: string): Arrival | null {
  return arrivals.get(threadId) ?? null;
}

/** Puts the way back away. */
export function forgetArrival(threadId: string): void {
  arrivals.delete(threadId);
}
