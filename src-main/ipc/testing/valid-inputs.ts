import type { ChannelName, ChannelOf } from '../../contracts/bridge';
import type { InputOf } from '../../contracts/channel';

const threadId = '0199a213-81c0-7800-8aa1-bbab2a035a53';
const revision = 'r1';

/** One input that each channel takes, with every field given: the tests of refusal spoil it. */
export const validInputs: { [Name in ChannelName]: Required<InputOf<ChannelOf<Name>>> } = {
  'threads:list': {
    archived: false,
    sortKey: 'created_at',
    sortDirection: 'desc',
    sourceKinds: ['cli'],
    modelProviders: ['openai'],
    cwd: ['/srv/project'],
    searchTerm: 'text',
    cursor: '2026-01-01T00:00:00Z|id',
    limit: 10,
  },
  'threads:read': { threadId },
  'threads:outline': { threadId, from: 0, limit: 10 },
  'threads:items': { threadId, revision, from: 0, count: 10 },
  'threads:text': { threadId, revision, index: 0, pointer: '/text', from: 0, count: 10 },
  'threads:record': {
    threadId,
    record: { rolloutId: threadId, line: 1, offset: 0, length: 10, ordinal: null },
    from: 0,
    count: 10,
  },
  'threads:find': { threadId, revision, text: 'needle', from: 0 },
  'usage:replay': { threadId },
  'audit:check': { threadId },
  'edits:plan': { request: { kind: 'git', threadIds: [threadId], change: { branch: 'main', sha: null } } },
  'edits:entries': { planId: 'p1', from: 0, count: 10 },
  'edits:apply': { planId: 'p1' },
  'edits:drop': { planId: 'p1' },
  'edits:journal': { threadId, from: 0, count: 10 },
  'edits:batch': { batchId: 'b1', from: 0, count: 10 },
  'edits:writer': { threadId },
  'edits:bin': {},
  'edits:emptyBin': {},
  'edits:readDraft': { threadId },
  'edits:saveDraft': { threadId, draft: { findings: [], verdict: null, explanation: '', confidence: 1 } },
  'git:evidence': { threadId },
  'git:allow': { threadId, allow: true },
  'git:history': { threadId },
  'settings:read': {},
  'settings:write': { theme: 'dark', density: 'compact', view: 'model' },
  'settings:place': { threadId, item: 1, offset: 2, list: '{}', panes: [1, 2] },
  'app:describe': {},
  'app:chooseHome': {},
  'app:openDemo': {},
  'app:restartStore': {},
  'app:openExternal': { url: 'https://example.org/' },
  'app:resumeInCodex': { threadId, how: 'copy' },
};
