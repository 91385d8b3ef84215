import type {
  EditOutcome,
  EditPlan,
  EditRequest,
  FieldChange,
  JournalBatch,
  JournalEntry,
  PlanEntry,
} from '@contracts/model/edit';
import type { ThreadSummary } from '@contracts/model/thread';
import type { Failure } from '@contracts/result';
import type { FakeBridge } from './fake-bridge';

/** An editor over the threads of a fake home: it plans, applies, keeps a journal and undoes, without any file. */
export interface FakeEdits {
  /** Threads that somebody else has open. */
  locked: Set<string>;
  /** Threads that were changed by somebody else between plan and apply. */
  changed: Set<string>;
  /** Keeps `apply` waiting until the promise settles. */
  gate: Promise<unknown>;
  /** Plans that are held: neither applied nor dropped. */
  plans: Map<string, EditPlan>;
  journal: { batch: JournalBatch; entries: JournalEntry[] }[];
}

const gitKeys = { 'git.branch': 'branch', 'git.sha': 'sha', 'git.originUrl': 'originUrl' } as const;

function fieldsOf(request: EditRequest, thread: ThreadSummary): FieldChange[] {
  const change = (field: FieldChange['field'], before: string | null, after: string | null): FieldChange[] =>
    before === after ? [] : [{ field, before, after }];
  switch (request.kind) {
    case 'git': {
      const { where } = request;
      if (where?.branch !== undefined && (thread.gitInfo?.branch ?? null) !== where.branch) return [];
      return Object.entries(gitKeys).flatMap(([field, key]) => {
        const after = request.change[key];
        const name = field as FieldChange['field'];
        return after === undefined ? [] : change(name, thread.gitInfo?.[key] ?? null, after);
      });
    }
    case 'name':
      return change('name', thread.name, request.name);
    case 'memory-mode':
      return change('memoryMode', thread.memoryMode, request.memoryMode);
    case 'archive':
    case 'unarchive':
      return change('archived', thread.archived ? 'yes' : 'no', request.kind === 'archive' ? 'yes' : 'no');
    case 'delete':
      return change('deleted', null, 'to the bin');
    default:
      return [];
  }
}

function put(thread: ThreadSummary, fields: readonly FieldChange[]): ThreadSummary {
  const next = { ...thread };
  for (const { field, after } of fields) {
    if (field === 'name') next.name = after;
    if (field === 'memoryMode') next.memoryMode = after;
    if (field === 'archived') next.archived = after === 'yes';
    const key = gitKeys[field as keyof typeof gitKeys];
    if (key)
      next.gitInfo = { ...(next.gitInfo ?? { branch: null, sha: null, originUrl: null }), [key]: after };
  }
  return next;
}

const refuse = (code: Failure['code'], message: string): never => {
  throw { code, message } satisfies Failure;
};

/** Puts an editor behind the bridge. */
export function fakeEdits(fake: FakeBridge): FakeEdits {
  const edits: FakeEdits = {
    locked: new Set(),
    changed: new Set(),
    gate: Promise.resolve(),
    plans: new Map(),
    journal: [],
  };
  const requests = new Map<string, EditRequest>();
  const deleted = new Map<string, ThreadSummary>();
  let count = 0;
  const threadOf = (id: string) => fake.home.threads.find((thread) => thread.id === id);

  function entryOf(request: EditRequest, threadId: string): PlanEntry {
    const thread = threadOf(threadId) ?? refuse('thread_not_found', `no thread ${threadId}`);
    const fields = fieldsOf(request, thread);
    const isLocked = edits.locked.has(threadId);
    return {
      threadId,
      title: thread.name ?? thread.preview,
      fields: isLocked ? [] : fields,
      writes: isLocked
        ? []
        : fields.map(({ field }) => ({
            target: 'state-database',
            place: `state_5.sqlite, threads ${threadId}`,
            what: `set ${field}`,
          })),
      problems: isLocked ? [{ severity: 'refused', code: 'in_use', message: 'in use by codex (4242)' }] : [],
      related: [],
      leaving: [],
    };
  }

  function undoOf({ batchId, threadIds }: Extract<EditRequest, { kind: 'undo' }>): PlanEntry[] {
    const found =
      edits.journal.find(({ batch }) => batch.batchId === batchId) ??
      refuse('invalid_request', 'no such edit');
    return found.entries
      .filter(({ threadId, state }) => state === 'applied' && (threadIds?.includes(threadId) ?? true))
      .map(({ threadId, title, fields }) => ({
        threadId,
        title,
        fields: fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
        writes: [],
        problems: [],
        related: [],
        leaving: [],
      }));
  }

  fake.answer('editsPlan', ({ request }) => {
    const ids = 'threadIds' in request ? request.threadIds : 'threadId' in request ? [request.threadId] : [];
    const all = request.kind === 'undo' ? undoOf(request) : (ids ?? []).map((id) => entryOf(request, id));
    const isRefused = ({ problems }: PlanEntry) => problems.length > 0;
    const entries = [...all.filter(isRefused), ...all.filter((entry) => !isRefused(entry))];
    count += 1;
    const changing = entries.filter(({ fields }) => fields.length > 0).length;
    const refused = entries.filter(isRefused).length;
    const plan: EditPlan = {
      planId: `plan-${count}`,
      kind: request.kind,
      label: request.kind === 'git' ? `Set ${Object.keys(request.change).join(', ')}` : `To ${request.kind}`,
      counts: { total: entries.length, changing, refused, unchanged: entries.length - changing - refused },
      entries,
    };
    edits.plans.set(plan.planId, plan);
    requests.set(plan.planId, request);
    return { ...plan, entries: entries.slice(0, 200) };
  });
  fake.answer('editsEntries', ({ planId, from = 0, count: most = 200 }) => {
    const plan = edits.plans.get(planId) ?? refuse('stale', 'the plan is gone');
    return { entries: plan.entries.slice(from, from + most) };
  });
  fake.answer('editsDrop', ({ planId }) => {
    edits.plans.delete(planId);
    return {};
  });
  fake.answer('editsApply', async ({ planId }): Promise<EditOutcome> => {
    const plan = edits.plans.get(planId) ?? refuse('stale', 'the plan is gone');
    await edits.gate;
    edits.plans.delete(planId);
    const request = requests.get(planId);
    const wanted = plan.entries.filter(({ fields }) => fields.length > 0);
    const done = wanted.filter(({ threadId }) => !edits.changed.has(threadId));
    const failed = wanted.filter(({ threadId }) => edits.changed.has(threadId));
    for (const { threadId, fields } of done) {
      const thread = threadOf(threadId) ?? deleted.get(threadId);
      const isBack = fields.some(({ field, after }) => field === 'deleted' && after === null);
      const isGone = fields.some(({ field, after }) => field === 'deleted' && after !== null);
      if (thread && isGone) deleted.set(threadId, thread);
      const others = fake.home.threads.filter(({ id }) => id !== threadId);
      if (isGone) fake.home.threads = others;
      else if (thread)
        fake.home.threads = isBack
          ? [...others, thread]
          : fake.home.threads.map((one) => (one.id === threadId ? put(one, fields) : one));
    }
    const error: Failure = { code: 'conflict', message: 'the thread was changed since the plan was made' };
    const failures = failed.map(({ threadId, title }) => ({ threadId, title, error, applied: [] }));
    count += 1;
    const batchId = `batch-${count}`;
    const undoes = request?.kind === 'undo' ? request.batchId : null;
    const before = edits.journal.find(({ batch }) => batch.batchId === undoes);
    for (const entry of before?.entries ?? [])
      if (done.some(({ threadId }) => threadId === entry.threadId)) entry.state = 'undone';
    if (before) {
      const isWhole = before.entries.every(({ state }) => state !== 'applied');
      before.batch = { ...before.batch, state: isWhole ? 'undone' : 'partly-undone', undoneBy: batchId };
    }
    edits.journal.unshift({
      batch: {
        batchId,
        kind: plan.kind,
        label: plan.label,
        atMs: 1_790_000_000_000 + count * 60_000,
        by: 'ada, Skein 0.1.0',
        state: failed.length > 0 ? 'partly-applied' : 'applied',
        changed: done.length,
        failed: failed.length,
        undoes,
        undoneBy: null,
        newThreadId: null,
        threads: plan.entries.slice(0, 3).map(({ threadId, title }) => ({ threadId, title })),
      },
      entries: done.map(({ threadId, title, fields, writes }) => ({
        ...{ threadId, title, fields, writes },
        state: 'applied',
        error: null,
        putBack: [],
      })),
    });
    fake.emit({ type: 'threads-changed', threadIds: done.map(({ threadId }) => threadId) });
    fake.emit({ type: 'journal-changed', reason: 'edited', batchIds: [batchId] });
    const counts = { changed: done.length, unchanged: plan.counts.unchanged, failed: failed.length };
    return { batchId: done.length > 0 ? batchId : null, ...counts, failures, newThreadId: null };
  });
  fake.answer('editsJournal', ({ threadId, from = 0, count: most = 200 }) => {
    const all = edits.journal.filter(
      ({ entries }) => threadId === undefined || entries.some((entry) => entry.threadId === threadId),
    );
    return { batches: all.slice(from, from + most).map(({ batch }) => batch), total: all.length };
  });
  fake.answer('editsBatch', ({ batchId, from = 0, count: most = 200 }) => {
    const found =
      edits.journal.find(({ batch }) => batch.batchId === batchId) ??
      refuse('invalid_request', 'no such edit');
    const { batch, entries } = found;
    return { batch, entries: entries.slice(from, from + most), total: entries.length };
  });
  fake.answer('editsWriter', ({ threadId }) =>
    edits.locked.has(threadId)
      ? { state: 'in_use', holder: { pid: 4242, program: 'codex' } }
      : { state: 'free', holder: null },
  );
  fake.answer('editsBin', () => ({
    threads: deleted.size,
    files: deleted.size,
    bytes: deleted.size * 40_960,
  }));
  fake.answer('editsEmptyBin', () => {
    const bin = { threads: deleted.size, files: deleted.size, bytes: deleted.size * 40_960 };
    deleted.clear();
    return bin;
  });
  return edits;
}
