import * as z from 'zod';
import { channel } from './channel';

/** What the user chose; kept in the app's data folder, never in the Codex home. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  /** Show reverted turns in place. */
  view: z.enum(['everything', 'model']).default('everything'),
});
export type Settings = z.infer<typeof settings>;

/** Where the user was; restored at the next start. */
export const place = z.object({
  threadId: z.string().max(200).nullable().default(null),
  /** Item at the top of the thread view and pixels scrolled into it. */
  item: z.number().int().min(0).default(0),
  offset: z.number().default(0),
  /** The list's filters and sorting, opaque to main. */
  list: z.string().max(20_000).nullable().default(null),
  panes: z.array(z.number()).max(4).default([]),
});
export type Place = z.infer<typeof place>;

export const settingsRead = channel('settings:read', z.strictObject({}), z.object({ settings, place }));
export const settingsWrite = channel('settings:write', z.strictObject(settings.partial().shape), settings);
export const placeWrite = channel('settings:place', z.strictObject(place.partial().shape), z.null());

export const settingsChannels = [settingsRead, settingsWrite, placeWrite] as const;
