import type { EditPlan, EditRequest } from '@contracts/model/edit';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../../app/client-context';
import { ClientError } from '../../app/client-error';

interface Planned {
  /** What the plan or error is the answer to. */
  key: string | null;
  /** The newest plan; while another is being made, still the one before. */
  plan: EditPlan | null;
  error: ClientError | null;
  isPlanning: boolean;
}

const nothing: Planned = { key: null, plan: null, error: null, isPlanning: false };

/**
 * Asks what an edit would change, anew for each other request; null asks nothing.
 *
 * The store holds a plan until it was applied or dropped: those that are no longer shown are dropped, but for one that
 * was taken away to be applied.
 */
export function usePlan(request: EditRequest | null): Planned & { again: () => void; take: () => void } {
  const client = useClient();
  const [state, setState] = useState(nothing);
  const [attempt, setAttempt] = useState(0);
  const taken = useRef<string | null>(null);
  const key = request && JSON.stringify(request);

  useEffect(() => {
    if (key === null) {
      setState(nothing);
      return;
    }
    let isOver = false;
    let planId: string | null = null;
    const drop = (id: string) => {
      // A plan that is gone already is dropped enough.
      if (id !== taken.current) client.editsDrop({ planId: id }).catch(() => undefined);
    };
    setState((before) => ({ ...before, isPlanning: true }));
    client.editsPlan({ request: JSON.parse(key) as EditRequest }).then(
      (plan) => {
        if (isOver) return drop(plan.planId);
        planId = plan.planId;
        setState({ key, plan, error: null, isPlanning: false });
      },
      (error: unknown) => {
        if (!isOver) setState({ key, plan: null, error: ClientError.from(error), isPlanning: false });
      },
    );
    return () => {
      isOver = true;
      if (planId !== null) drop(planId);
    };
  }, [client, key, attempt]);

  const { plan } = state;
  return {
    ...state,
    // The effect that asks runs after a paint: until then the plan on the screen is for something else.
    isPlanning: state.isPlanning || state.key !== key,
    again: useCallback(() => setAttempt((before) => before + 1), []),
    /** From now on somebody else sees to the plan. */
    take: () => {
      taken.current = plan?.planId ?? null;
    },
  };
}
