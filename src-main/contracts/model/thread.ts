import * as z from 'zod';
import { damage } from './record';
import { turn } from './turn';

export const gitInfo = z.object({
  sha: z.string().nullable(),
  branch: z.string().nullable(),
  originUrl: z.string().nullable(),
});
export type GitInfo = z.infer<typeof gitInfo>;

/** Filter names of a source, as `thread/list` spells them. */
export const sourceKinds = [
  'cli',
  'vscode',
  'exec',
  'appServer',
  'subAgent',
  'subAgentReview',
  'subAgentCompact',
  'subAgentThreadSpawn',
  'subAgentOther',
  'unknown',
] as const;
export const sourceKind = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof sourceKind>;

const subAgentSource = z.union([
  z.string(),
  z.object({
    thread_spawn: z.looseObject({
      parent_thread_id: z.string(),
      depth: z.number(),
      agent_path: z.string().nullable(),
      agent_nickname: z.string().nullable(),
      agent_role: z.string().nullable(),
    }),
  }),
  z.object({ other: z.string() }),
]);

/** Where a thread came from, in the app-server's v2 spelling. */
export const sessionSource = z.union([
  z.string(),
  z.object({ custom: z.string() }),
  z.object({ subAgent: subAgentSource }),
  z.looseObject({}),
]);
export type SessionSource = z.infer<typeof sessionSource>;

/** One physical file of a thread and how much of it counts. */
export const segment = z.object({
  rolloutId: z.string(),
  /** Thread that the file belongs to; another one for an inherited prefix. */
  threadId: z.string(),
  /** Relative to the Codex home, with `.zst` when only that exists. */
  file: z.string(),
  archived: z.boolean(),
  compressed: z.boolean(),
  /** Decoded bytes when known, else bytes on disk. */
  size: z.number().int(),
  modifiedAtMs: z.number(),
  /** Byte behind the last one that counts for this thread; null = to the end. */
  endOffset: z.number().int().nullable(),
  endOrdinal: z.number().int().nullable(),
  /** `current`: appended to now; `base`: inherited or earlier part; `superseded`: a file left behind by a revert. */
  role: z.enum(['current', 'base', 'superseded']),
});
export type Segment = z.infer<typeof segment>;

/** Why Codex's own list does not show a thread. */
export const hiddenReason = z.enum(['no_preview', 'source', 'format', 'no_row', 'attached', 'unreadable']);
export type HiddenReason = z.infer<typeof hiddenReason>;

/** Facts of a thread that the app-server leaves out. */
export const threadAdditions = z.object({
  archived: z.boolean(),
  archivedAt: z.number().nullable(),
  createdAtMs: z.number().nullable(),
  updatedAtMs: z.number().nullable(),
  recencyAtMs: z.number().nullable(),
  tokensUsed: z.number().nullable(),
  /** Turns in the model's view; null until the file was scanned once. */
  turnCount: z.number().int().nullable(),
  /** Bytes on disk of all own files. */
  sizeBytes: z.number().int(),
  /** Dialect of the current file. */
  format: z.enum(['legacy', 'paginated', 'bare']),
  hidden: z.array(hiddenReason),
  damaged: z.boolean(),
  /** The current file is only there as `.jsonl.zst`; `path` names the plain one all the same, as Codex does. */
  compressed: z.boolean(),
  memoryMode: z.string().nullable(),
  agentPath: z.string().nullable(),
  /** The thread that this one is a detached review of. */
  reviewOf: z.string().nullable().optional(),
});
export type ThreadAdditions = z.infer<typeof threadAdditions>;

/** A thread as the app-server of 0.169 answers it, plus additions where the caller asked for everything. */
export const thread = z
  .object({
    id: z.string(),
    sessionId: z.string(),
    name: z.string().nullable(),
    preview: z.string(),
    createdAt: z.number(),
    updatedAt: z.number(),
    recencyAt: z.number().nullable(),
    cwd: z.string(),
    gitInfo: gitInfo.nullable(),
    model: z.string().nullable(),
    modelProvider: z.string(),
    reasoningEffort: z.string().nullable(),
    cliVersion: z.string(),
    source: sessionSource,
    threadSource: z.string().nullable(),
    originator: z.string().nullable(),
    historyMode: z.string(),
    path: z.string().nullable(),
    forkedFromId: z.string().nullable(),
    parentThreadId: z.string().nullable(),
    attachedToThreadId: z.string().nullable(),
    agentNickname: z.string().nullable(),
    agentRole: z.string().nullable(),
    projectId: z.string().nullable(),
    section: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
    sectionEnteredAt: z.number().nullable(),
    ephemeral: z.boolean(),
    status: z.looseObject({ type: z.string() }),
    canAcceptDirectInput: z.boolean().nullable(),
    daybreakEnabled: z.boolean().nullable(),
    environments: z.array(z.unknown()).nullable(),
    extra: z.unknown(),
    turns: z.array(turn),
  })
  .extend(threadAdditions.partial().shape)
  .extend({
    /** Files of the thread, oldest first; only when one thread is read. */
    segments: z.array(segment).optional(),
    damage: z.array(damage).optional(),
  });
export type Thread = z.infer<typeof thread>;

/** A row of the thread list: no turns, all additions. */
export const threadSummary = thread.omit({ segments: true, damage: true }).extend(threadAdditions.shape);
export type ThreadSummary = z.infer<typeof threadSummary>;
