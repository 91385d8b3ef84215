import * as z from 'zod';
import { channel } from './channel';
import { gitInfo } from './model/thread';

const threadId = z.string().min(1).max(200);

/** What the repository at the thread's directory says now, beside what the thread recorded then. */
const repository = z.object({
  /** Top of the working tree; null in a bare repository. */
  root: z.string().nullable(),
  /** Branch that is checked out; null: none (detached HEAD). */
  branch: z.string().nullable(),
  /** Commit that is checked out; null: there is none yet. */
  sha: z.string().nullable(),
  /** Remote `origin`, without credentials; null: there is none. */
  originUrl: z.string().nullable(),
  /** Whether the recorded commit exists there. `not_an_id`: what was recorded can name no commit. */
  commit: z.enum(['found', 'missing', 'not_recorded', 'not_an_id']),
  /** Branches that contain the recorded commit, at most 100; null: no such commit, or it took too long to find out. */
  containedIn: z
    .object({
      branches: z.array(z.object({ name: z.string(), remote: z.boolean() })),
      more: z.boolean(),
    })
    .nullable(),
  /** Whether the recorded branch exists there, as a branch of its own or of a remote. */
  recordedBranch: z.enum(['found', 'missing', 'not_recorded']),
  /** Whether the recorded origin and the repository's are the same address, however each is written. */
  origin: z.enum(['same', 'different', 'not_recorded', 'no_remote']),
});
export type GitRepositoryFacts = z.infer<typeof repository>;

/** Evidence about a thread's git fields. It is shown, never applied by itself. */
export const gitEvidence = z.object({
  /** Absolute, as the thread recorded it. */
  cwd: z.string(),
  /** `not_allowed`: nobody has said yet that git may be run in this folder; nothing of it was touched. */
  state: z.enum(['not_allowed', 'no_directory', 'not_a_repository', 'ok', 'timeout', 'failed']),
  /** Why, for `timeout` and `failed`: one line. */
  message: z.string().nullable(),
  recorded: gitInfo,
  /** Only with `ok`. */
  repository: repository.nullable(),
});
export type GitEvidence = z.infer<typeof gitEvidence>;

/** Asks the repository at the thread's directory; runs git only where that was allowed (S-45). */
export const gitEvidenceOf = channel('git:evidence', z.strictObject({ threadId }), gitEvidence);

/** Allows git in the thread's directory, or takes that back. Answers with the evidence that this gives. */
export const gitAllow = channel('git:allow', z.strictObject({ threadId, allow: z.boolean() }), gitEvidence);

/** A value that a git field has or had, and where that stands. */
export const gitValue = z.object({
  field: z.enum(['branch', 'sha', 'originUrl']),
  /** Null: none. Origins without credentials. */
  value: z.string().nullable(),
  /** Rollout relative to the home, or the database. */
  file: z.string(),
  /** 1-based; null: the thread's row. */
  line: z.number().int().nullable(),
  /** When it was written, ISO; null where nobody says. */
  at: z.string().nullable(),
  /** It is the value that counts now. */
  current: z.boolean(),
});
export type GitValue = z.infer<typeof gitValue>;

export const gitHistory = z.object({ values: z.array(gitValue) });
export type GitHistory = z.infer<typeof gitHistory>;

/** Every value of a thread's git fields, oldest first; one for each line that writes them, then the row's. */
export const gitHistoryOf = channel('git:history', z.strictObject({ threadId }), gitHistory);

export const gitChannels = [gitEvidenceOf, gitAllow, gitHistoryOf] as const;
