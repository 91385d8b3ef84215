import { createContext, useContext } from 'react';
import type { TurnAct } from './branch-refusal';
import type { Cut } from './cut';

/** What can be done at the turns of the thread that is shown. */
export interface Branching {
  /** Why an act cannot be done at a turn; null when it can. */
  refusal: (act: TurnAct, turn: number) => string | null;
  /** Does it, with a plan to agree to first; tells why when it cannot be done. */
  act: (act: TurnAct, turn: number) => void;
  /** Turns that would leave the model's view, while that is being decided. */
  cut: Cut | null;
}

const BranchingContext = createContext<Branching>({ refusal: () => null, act: () => {}, cut: null });

export const BranchingProvider = BranchingContext.Provider;

/** Forks and rollbacks of the thread above. */
export function useBranchingModel(): Branching {
  return useContext(BranchingContext);
}
