import type {
  AffectedTurn,
  EditKind,
  FieldChange,
  ParsedEditRequest,
  PlanProblem,
  RelatedThread,
} from '../../../contracts/model/edit';
import type { CodexDatabases } from '../steps/codex-databases';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import type { RolloutCatalog } from '../rollouts/catalog';
import type { Journal } from '../journal/journal';
import type { RelatedRows } from './related-rows';
import type { ThreadFacts } from './thread-facts';

export type RequestOf<Kind extends EditKind> = Extract<ParsedEditRequest, { kind: Kind }>;

/** What an edit would do to one thread. Without steps there is nothing to do. */
export interface PlannedThread {
  threadId: string;
  title: string;
  fields: FieldChange[];
  /** One that is `refused` keeps the thread out of the edit. */
  problems: PlanProblem[];
  related?: RelatedThread[];
  leaving?: AffectedTurn[];
  /** In the order in which they are done: files, then rows, then the name index. */
  steps: Step[];
  /** Threads whose writer locks are held meanwhile; the thread itself when absent. */
  locks?: string[];
  /** The thread that a fork or a review makes. */
  newThreadId?: string;
}

/** What planners read. Everything is as it is now; nothing is written through it. */
export interface PlanSources {
  /** `thread_not_found` when nothing holds the id. */
  facts(threadId: string): Promise<ThreadFacts>;
  /** Name or preview; empty when nothing is known of it. */
  title(threadId: string): string;
  /** True when the plan is made to be done now, with the thread's lock held. */
  isApplying: boolean;
  /** Agents that a thread started. */
  spawnChildren(threadId: string): readonly string[];
  /** How many rows a thread has in the tables that hold rows of threads. */
  relatedRows: RelatedRows;
  catalog: RolloutCatalog;
  /** Files of the home and of the bin, for reading and for looking at steps. */
  places: StepPlaces;
  databases: CodexDatabases;
  journal: Journal;
  now(): Date;
}

/**
 * Plans one kind of edit, thread by thread. It is asked once for the preview and again, with the thread's lock held,
 * when the plan is applied: then the fields must be the same, and the new steps are done.
 */
export interface Planner<Request> {
  /** In words for the journal, e.g. `Set branch to main`. */
  label(request: Request, sources: PlanSources): string;
  /** The threads concerned, each once. */
  threadIds(request: Request, sources: PlanSources): readonly string[];
  planThread(threadId: string, request: Request, sources: PlanSources): Promise<PlannedThread>;
}
