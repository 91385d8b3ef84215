import * as z from 'zod';
import { channel } from './channel';
import { replayedUsage } from './model/usage';

/** What the app-server would replay on resume. */
export const usageReplay = channel(
  'usage:replay',
  z.strictObject({ threadId: z.string().min(1).max(200) }),
  replayedUsage,
);

export const usageChannels = [usageReplay] as const;
