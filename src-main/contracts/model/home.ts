import * as z from 'zod';
import { damage } from './record';

/** What Skein found at the Codex home. */
export const homeDescription = z.object({
  /** Absolute path, shown to the user; the renderer never sends it back as authority. */
  path: z.string(),
  state: z.enum(['ready', 'missing', 'unreadable', 'not_a_directory', 'empty']),
  /** errno of the failed access, e.g. EACCES. */
  errno: z.string().nullable(),
  /** Where the databases lie when they were moved by `sqlite_home` or CODEX_SQLITE_HOME. */
  sqliteHome: z.string().nullable(),
  /** `ok`, `absent`, or why the state database cannot be used; lists then come from the files. */
  stateDatabase: z.enum(['ok', 'absent', 'unreadable', 'corrupt', 'locked', 'unknown_schema']),
  /** Highest migration of the state database, null without one. */
  schemaVersion: z.number().int().nullable(),
  isDemo: z.boolean(),
  /** Folders, and things named like rollouts, that could not be looked at; absent when there are none. */
  obstacles: z.array(damage).optional(),
});
export type HomeDescription = z.infer<typeof homeDescription>;
