import type { SkeinBridge } from '@contracts/bridge';
import type { SkeinEvent } from '@contracts/events';
import type { Result } from '@contracts/result';
import { ClientError } from './client-error';
import { Sequencer } from './sequencer';

type Methods = Omit<SkeinBridge, 'onEvent'>;
type ReplyOf<M> = M extends (input: infer Input) => Promise<{ seq: number; body: Result<infer Output> }>
  ? (input: Input) => Promise<Output>
  : never;

/** One async function per channel that answers the value or throws `ClientError`, and the events between them. */
export type Client = { readonly [K in keyof Methods]: ReplyOf<Methods[K]> } & {
  /** Calls `listener` for every event, in order with the replies; returns the unsubscribe. */
  readonly onEvent: (listener: (event: SkeinEvent) => void) => () => void;
  readonly dispose: () => void;
};

/** The typed client over the preload's bridge. */
export function createClient(bridge: SkeinBridge): Client {
  const sequencer = new Sequencer();
  const listeners = new Set<(event: SkeinEvent) => void>();

  const stop = bridge.onEvent(({ seq, body }) => {
    const deliver = () => {
      for (const listener of [...listeners]) listener(body);
    };
    sequencer.push({ seq, kind: 'event', deliver });
  });

  async function call(name: keyof Methods, input: unknown): Promise<unknown> {
    // The mapped type above restores each channel's own types; here they are all alike.
    const method = bridge[name] as (input: unknown) => Promise<{ seq: number; body: Result<unknown> }>;
    const { seq, body } = await method(input).catch((error: unknown) => {
      throw ClientError.from(error);
    });
    await new Promise<void>((resolve) => sequencer.push({ seq, kind: 'reply', deliver: resolve }));
    if (body.ok) return body.value;
    throw new ClientError(body.error);
  }

  const names = Object.keys(bridge).filter((name): name is keyof Methods & string => name !== 'onEvent');
  const methods = Object.fromEntries(names.map((name) => [name, (input: unknown) => call(name, input)]));

  return {
    ...(methods as { readonly [K in keyof Methods]: ReplyOf<Methods[K]> }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      stop();
      sequencer.dispose();
      listeners.clear();
    },
  };
}
