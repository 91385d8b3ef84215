import type { RecordRef } from '../../../contracts/model/record';
import { string } from '../../../history/json';
import type { KnownSettings } from '../../../history/write/thread-settings';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { recordsIn } from './records-in';

/** What a stretch of a file says last. */
export interface LastRecords {
  /** Ordinal of the last record that has one. */
  ordinal: number | null;
  /** The newest of either kind; only one of them is set. */
  settings: KnownSettings;
  multiAgentVersion: string | null;
  /** Records that end turns, by turn id. */
  ends: Map<string, RecordRef>;
}

/** Reads a stretch of a file, usually one turn. */
export async function lastRecords(
  reader: RolloutReader,
  file: RolloutFile,
  from: number,
  to: number,
): Promise<LastRecords> {
  const last: LastRecords = {
    ordinal: null,
    settings: { applied: null, turnContext: null },
    multiAgentVersion: null,
    ends: new Map(),
  };
  for await (const { record, ref } of recordsIn(reader, file, from, to)) {
    last.ordinal = record.ordinal ?? last.ordinal;
    const { type, payload } = record;
    if (type === 'turn_context') {
      last.settings = { applied: null, turnContext: payload };
      last.multiAgentVersion = string(payload.multi_agent_version) ?? last.multiAgentVersion;
    }
    if (type !== 'event_msg') continue;
    if (payload.type === 'thread_settings_applied') last.settings = { applied: payload, turnContext: null };
    const turnId = string(payload.turn_id);
    const isEnd = payload.type === 'task_complete' || payload.type === 'turn_aborted';
    if (isEnd && turnId !== null) last.ends.set(turnId, ref);
  }
  return last;
}
