import { randomUUID } from 'node:crypto';
import type { EditPlan, ParsedEditRequest, PlanEntry } from '../../../contracts/model/edit';
import { StoreError } from '../../errors';

/** A plan as it is held: what the user saw, without the steps, which are planned again when it is applied. */
export interface HeldPlan {
  planId: string;
  request: ParsedEditRequest;
  label: string;
  counts: EditPlan['counts'];
  /** In the order in which they are done. */
  entries: PlanEntry[];
  /** The same in the order in which they are shown: what is left out first, then what has a warning. */
  shown: PlanEntry[];
  /** The plan makes a thread, or locks other threads than the one that it is about. */
  locksOthers: ReadonlySet<string>;
}

const maxPlans = 16;
/** Of all plans together; the newest one is kept whatever its size. */
const maxEntries = 40_000;
const maxAgeMs = 60 * 60 * 1000;

/** Plans that were neither applied nor dropped yet; the oldest make room. */
export class PlanStore {
  readonly #plans = new Map<string, { plan: HeldPlan; atMs: number }>();

  keep(plan: Omit<HeldPlan, 'planId'>): HeldPlan {
    const held = { ...plan, planId: randomUUID() };
    this.#plans.set(held.planId, { plan: held, atMs: Date.now() });
    for (const [planId, { atMs }] of this.#plans) {
      if (planId !== held.planId && (this.#isFull() || Date.now() - atMs > maxAgeMs))
        this.#plans.delete(planId);
    }
    return held;
  }

  #isFull(): boolean {
    let entries = 0;
    for (const { plan } of this.#plans.values()) entries += plan.entries.length;
    return this.#plans.size > maxPlans || entries > maxEntries;
  }

  /** `stale` when it is gone. */
  get(planId: string): HeldPlan {
    const found = this.#plans.get(planId);
    if (!found) throw new StoreError('stale', 'The plan is gone: it was applied, dropped or too old.');
    return found.plan;
  }

  /** Gives it out for the last time: nothing is applied twice. */
  take(planId: string): HeldPlan {
    const plan = this.get(planId);
    this.#plans.delete(planId);
    return plan;
  }

  drop(planId: string): void {
    this.#plans.delete(planId);
  }
}
