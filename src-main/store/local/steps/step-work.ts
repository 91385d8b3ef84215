import type { Database } from 'better-sqlite3';
import type { PlannedWrite } from '../../../contracts/model/edit';
import type { Bin } from '../bin/bin';
import type { HomeFiles } from '../home/home-files';
import type { RolloutReader } from '../rollouts/rollout-reader';
import type { HomeWriter } from '../write/home-writer';
import type { CodexDatabases } from './codex-databases';
import type { FileStep, RowStep, StepState } from './step';

/** What steps read and write. */
export interface StepPlaces {
  files: HomeFiles;
  reader: RolloutReader;
  writer: HomeWriter;
  databases: CodexDatabases;
  /** Runs work on the name index while no other program writes to it. */
  nameLock<Result>(work: () => Promise<Result>): Promise<Result>;
  bin: Bin;
}

/** How one kind of step on files is done. Rejects with StoreErrors. */
export interface FileStepWork<One extends FileStep> {
  look(step: One, places: StepPlaces): Promise<StepState>;
  /** From `before` or `half` to `after`. When it fails the place is `before` again where that can be had. */
  perform(step: One, places: StepPlaces): Promise<void>;
  /** From `after` or `half` to `before`; `conflict` when somebody else changed the place since. */
  takeBack(step: One, places: StepPlaces): Promise<void>;
  describe(step: One): PlannedWrite;
}

/** The same inside the transaction of a database, which makes it whole or not at all: there is no `half`. */
export interface RowStepWork<One extends RowStep> {
  look(step: One, db: Database, places: StepPlaces): Exclude<StepState, 'half'>;
  perform(step: One, db: Database, places: StepPlaces): void;
  takeBack(step: One, db: Database, places: StepPlaces): void;
  describe(step: One): PlannedWrite;
}
