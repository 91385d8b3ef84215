import type { DatabaseName, FileStep, RowStep, Step } from './step';

/** Steps that are done together: one on files, or consecutive ones on rows of one database. */
export type StepGroup = { steps: readonly [FileStep]; database: null } | RowGroup;

export interface RowGroup {
  steps: readonly RowStep[];
  database: DatabaseName;
}

export function groupSteps(steps: readonly Step[]): StepGroup[] {
  const groups: StepGroup[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (!('database' in step)) groups.push({ steps: [step], database: null });
    else if (last?.database === step.database) {
      groups[groups.length - 1] = { database: step.database, steps: [...last.steps, step] };
    } else groups.push({ steps: [step], database: step.database });
  }
  return groups;
}
