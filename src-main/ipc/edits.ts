import type { editChannels } from '../contracts/edits';
import type { ThreadManager } from '../threads/thread-manager';
import type { HandlersOf } from './register';

/** Planning, applying and undoing edits, and the journal of them. */
export function editHandlers(manager: ThreadManager): HandlersOf<typeof editChannels> {
  return {
    'edits:plan': (params) => manager.edits.plan(params),
    'edits:entries': (params) => manager.edits.entries(params),
    'edits:apply': (params) => manager.edits.apply(params),
    'edits:drop': (params) => manager.edits.drop(params).then(() => ({})),
    'edits:journal': (params) => manager.edits.journal(params),
    'edits:batch': (params) => manager.edits.batch(params),
    'edits:writer': (params) => manager.edits.writer(params),
    'edits:bin': () => manager.edits.bin(),
    'edits:emptyBin': () => manager.edits.emptyBin(),
    'edits:readDraft': (params) => manager.edits.readDraft(params),
    'edits:saveDraft': (params) => manager.edits.saveDraft(params).then(() => ({})),
  };
}
