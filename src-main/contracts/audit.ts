import * as z from 'zod';
import { channel } from './channel';
import { damage } from './model/record';

export const checkReport = z.object({
  threadId: z.string().nullable(),
  files: z.number().int(),
  lines: z.number().int(),
  bytes: z.number().int(),
  /** Lines per record kind, e.g. `event_msg/task_started`; unknown kinds are marked by `unknown`. */
  kinds: z.array(z.object({ kind: z.string(), lines: z.number().int(), unknown: z.boolean() })),
  damage: z.array(damage),
  /** Damage entries left out of this answer because of its size. */
  moreDamage: z.number().int(),
});
export type CheckReport = z.infer<typeof checkReport>;

/** Reads every line of a thread's files and reports what was skipped and why. */
export const auditCheck = channel(
  'audit:check',
  z.strictObject({ threadId: z.string().min(1).max(200) }),
  checkReport,
);

export const auditChannels = [auditCheck] as const;
