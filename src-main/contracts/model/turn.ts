import * as z from 'zod';
import { threadItem } from './item';
import { recordRef } from './record';
import { tokenUsageBreakdown } from './usage';

export const turnStatus = z.enum(['completed', 'interrupted', 'failed', 'inProgress']);
export type TurnStatus = z.infer<typeof turnStatus>;

export const turnError = z.looseObject({
  message: z.string(),
  codexErrorInfo: z.unknown(),
  additionalDetails: z.string().nullable(),
  misalignment: z.unknown(),
});
export type TurnError = z.infer<typeof turnError>;

/** Skein: how and when a turn was taken out of the model's view. */
export const reversion = z.object({
  /** `rollback`: a legacy marker; `revert`: a newer file of the thread starts before this turn. */
  by: z.enum(['rollback', 'revert']),
  /** Time of the marker or of the newer file's first line; ISO, UTC. */
  at: z.string().nullable(),
  /** The marker, or the session_meta line of the newer file. */
  record: recordRef.nullable(),
  /** Turns that the same act took out, this one included. */
  turns: z.number().int(),
});
export type Reversion = z.infer<typeof reversion>;

/** Skein: the settings a turn ran under, from its turn_context or thread_settings_applied. */
export const turnSettings = z.object({
  model: z.string().nullable(),
  effort: z.string().nullable(),
  approvalPolicy: z.string().nullable(),
  sandboxPolicy: z.string().nullable(),
  networkAccess: z.boolean().nullable(),
  cwd: z.string().nullable(),
  record: recordRef.nullable(),
});
export type TurnSettings = z.infer<typeof turnSettings>;

/** Facts of a turn that the app-server leaves out; all absent in the upstream view. */
export const turnAdditions = z.object({
  reverted: reversion.nullable(),
  /** True: the app-server shows no such turn (records outside any turn, bare files). */
  derived: z.boolean(),
  /** True: the turn comes from the thread this one was forked from. */
  inherited: z.boolean(),
  settings: turnSettings.nullable(),
  /** Sum over the turn's responses; null when the file does not tell. */
  usage: tokenUsageBreakdown.nullable(),
  /** Tokens in context after the turn and the model's window. */
  contextTokens: z.number().nullable(),
  contextWindow: z.number().nullable(),
  /** First record and the byte behind the last one. */
  record: recordRef.nullable(),
});
export type TurnAdditions = z.infer<typeof turnAdditions>;

/** A turn with its items: the app-server's shape; `everything` adds `TurnAdditions`. */
export const turn = z
  .object({
    id: z.string(),
    rootTurnId: z.string().nullable(),
    items: z.array(threadItem),
    itemsView: z.enum(['notLoaded', 'summary', 'full']),
    status: turnStatus,
    error: turnError.nullable(),
    startedAt: z.number().nullable(),
    completedAt: z.number().nullable(),
    durationMs: z.number().nullable(),
  })
  .extend(turnAdditions.partial().shape);
export type Turn = z.infer<typeof turn>;

/** A turn without its items, as the window's virtual list needs it. */
export const turnOutline = z
  .object({
    id: z.string(),
    status: turnStatus,
    error: turnError.nullable(),
    startedAt: z.number().nullable(),
    completedAt: z.number().nullable(),
    durationMs: z.number().nullable(),
    /** Start of the prompt, at most 200 characters. */
    prompt: z.string(),
    /** Index of the first item in the thread's flat item list (view `everything`). */
    firstItem: z.number().int().nonnegative(),
    itemCount: z.number().int().nonnegative(),
  })
  .extend(turnAdditions.shape);
export type TurnOutline = z.infer<typeof turnOutline>;
