import type { AnyChannel, InputOf, OutputOf } from './channel';
import { appChannels } from './app';
import { auditChannels } from './audit';
import { editChannels } from './edits';
import type { SkeinEvent } from './events';
import { gitChannels } from './git';
import type { Result } from './result';
import { settingsChannels } from './settings';
import { threadChannels } from './threads';
import { usageChannels } from './usage';

/** Every request channel there is; tests are generated from this list. */
export const channels = [
  ...threadChannels,
  ...usageChannels,
  ...auditChannels,
  ...editChannels,
  ...gitChannels,
  ...settingsChannels,
  ...appChannels,
] as const;

type Channels = (typeof channels)[number];
export type ChannelName = Channels['name'];
export type ChannelOf<Name extends ChannelName> = Extract<Channels, { name: Name }>;

/** `threads:list` becomes `threadsList` on the bridge. */
export type MethodName<Name extends string> = Name extends `${infer Area}:${infer Verb}`
  ? `${Area}${Capitalize<Verb>}`
  : never;

export type Method<C extends AnyChannel> = (input: InputOf<C>) => Promise<Sequenced<Result<OutputOf<C>>>>;

/**
 * Replies and events of one window share one count, so that the client can deliver them in order.
 * It starts at 1 with each load of the page and has no holes.
 */
export interface Sequenced<T> {
  seq: number;
  body: T;
}

/** What the preload exposes as `window.skein`: one named function per channel and one subscription. */
export type SkeinBridge = {
  readonly [C in Channels as MethodName<C['name']>]: Method<C>;
} & {
  /** Returns its own unsubscribe. */
  readonly onEvent: (listener: (event: Sequenced<SkeinEvent>) => void) => () => void;
};
