import * as z from 'zod';
import { channel } from './channel';

const choices = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  /** Show reverted turns in place. */
  view: z.enum(['everything', 'model']),
};

/** What the user chose; kept in the app's data folder, never in the Codex home. */
export const settings = z.object({
  theme: choices.theme.default('system'),
  density: choices.density.default('compact'),
  view: choices.view.default('everything'),
});
export type Settings = z.infer<typeof settings>;

const position = {
  threadId: z.string().max(200).nullable(),
  /** Item at the top of the thread view and pixels scrolled into it. */
  item: z.number().int().min(0),
  offset: z.number(),
  /** The list's filters and sorting, opaque to main. */
  list: z.string().max(20_000).nullable(),
  panes: z.array(z.number()).max(4),
};

/** Where the user was; restored at the next start. */
export const place = z.object({
  threadId: position.threadId.default(null),
  item: position.item.default(0),
  offset: position.offset.default(0),
  list: position.list.default(null),
  panes: position.panes.default([]),
});
export type Place = z.infer<typeof place>;

export const settingsRead = channel('settings:read', z.strictObject({}), z.object({ settings, place }));
// Built from the bare fields: an optional field with a default would reset whatever the caller leaves out.
export const settingsWrite = channel('settings:write', z.strictObject(choices).partial(), settings);
export const placeWrite = channel('settings:place', z.strictObject(position).partial(), z.null());

export const settingsChannels = [settingsRead, settingsWrite, placeWrite] as const;
