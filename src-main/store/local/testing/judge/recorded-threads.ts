import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordedHome } from '../../../../fixtures/corpus';

/** A thread of a recorded home, by what the manifest calls it. */
export interface RecordedThread {
  home: string;
  id: string;
  /** Ids of its turns as its writer left them. */
  turns: readonly string[];
}

interface Manifest {
  threads: Record<string, { label?: string; scenario?: string; turns: { id: string }[] }>;
}

/** Sync: tests are listed from it. Throws for a label that there is not. */
export function recordedThread(home: string, label: string): RecordedThread {
  const text = readFileSync(join(recordedHome(home).dir, 'manifest.json'), 'utf8');
  for (const [id, thread] of Object.entries((JSON.parse(text) as Manifest).threads)) {
    if ((thread.label ?? thread.scenario) !== label) continue;
    return { home, id, turns: thread.turns.map((turn) => turn.id) };
  }
  throw new Error(`${home} has no thread called ${label}`);
}
