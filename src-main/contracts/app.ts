import * as z from 'zod';
import { channel } from './channel';
import { homeDescription } from './model/home';

/** What the store process is doing. */
export const storeState = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'failed']),
  /** Restarts in the last minute. */
  restarts: z.number().int(),
  message: z.string().nullable(),
});
export type StoreState = z.infer<typeof storeState>;

export const appInfo = z.object({
  version: z.string(),
  platform: z.string(),
  home: homeDescription,
  store: storeState,
});
export type AppInfo = z.infer<typeof appInfo>;

export const appDescribe = channel('app:describe', z.strictObject({}), appInfo);
/** Opens the system's folder dialog and, when the user picks one, switches to that home. */
export const appChooseHome = channel('app:chooseHome', z.strictObject({}), homeDescription.nullable());
/** Switches to the demo home that ships with Skein (a copy in the app's data folder). */
export const appOpenDemo = channel('app:openDemo', z.strictObject({}), homeDescription);
/** Starts the store process again after it was given up. */
export const appRestartStore = channel('app:restartStore', z.strictObject({}), storeState);
/** Opens a link of a rollout in the browser, after the checks of S-35; false = refused. */
export const appOpenExternal = channel(
  'app:openExternal',
  z.strictObject({ url: z.string().max(2048) }),
  z.boolean(),
);

/** `show`: only say it; `copy`: put it into the clipboard; `terminal`: ask the user, then run it in a terminal. */
export const resumeWay = z.enum(['show', 'copy', 'terminal']);
export type ResumeWay = z.infer<typeof resumeWay>;

export const resumeCommand = z.object({
  /** For the user's shell, in one line; what is copied or run is exactly this. */
  command: z.string(),
  /** False: nothing was copied or started. */
  done: z.boolean(),
});
export type ResumeCommand = z.infer<typeof resumeCommand>;

/** Goes on with a thread in Codex itself, in the user's terminal. */
export const appResumeInCodex = channel(
  'app:resumeInCodex',
  z.strictObject({ threadId: z.string().min(1).max(200), how: resumeWay }),
  resumeCommand,
);

export const appChannels = [
  appDescribe,
  appChooseHome,
  appOpenDemo,
  appRestartStore,
  appOpenExternal,
  appResumeInCodex,
] as const;
