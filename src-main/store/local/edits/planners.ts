import type { EditKind } from '../../../contracts/model/edit';
import type { BranchingParts } from '../branching/branch-source';
import { createForkPlanner } from '../branching/fork-planner';
import { createRevertPlanner } from '../branching/revert-planner';
import { createReviewPlanner } from '../branching/review-planner';
import { createRollbackPlanner } from '../branching/rollback-planner';
import { planArchive } from './plan-archive';
import { planDelete } from './plan-delete';
import { planGit } from './plan-git';
import { planMemoryMode } from './plan-memory-mode';
import { planName } from './plan-name';
import type { Planner, RequestOf } from './planner';
import { planUnarchive } from './plan-unarchive';
import { planUndo } from './plan-undo';

export type Planners = { [Kind in EditKind]: Planner<RequestOf<Kind>> };

/** Who plans which kind of edit. */
export function createPlanners(branching: BranchingParts): Planners {
  return {
    git: planGit,
    name: planName,
    'memory-mode': planMemoryMode,
    archive: planArchive,
    unarchive: planUnarchive,
    delete: planDelete,
    fork: createForkPlanner(branching),
    rollback: createRollbackPlanner(branching),
    revert: createRevertPlanner(branching),
    review: createReviewPlanner(branching),
    undo: planUndo,
  };
}
