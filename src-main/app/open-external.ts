import type { LinkDecision } from './link-policy';
import { judgeLink } from './link-policy';

const oncePerMs = 1000;

export interface ExternalParts {
  /** Hands a URL to the system's browser or mail program. */
  open(url: string): Promise<void>;
  /** Asks the user, naming the host; true = yes. */
  ask(link: Extract<LinkDecision, { url: string }>): Promise<boolean>;
  /** Monotonic clock in ms. */
  now?: () => number;
}

/** Opens a link outside the app if the policy and, where it says so, the user agree; false = refused. */
export function createOpenExternal({ open, ask, now = () => performance.now() }: ExternalParts) {
  let last = Number.NEGATIVE_INFINITY;
  let asking = false;
  return async (text: string): Promise<boolean> => {
    const link = judgeLink(text);
    if (link.action === 'refuse' || asking || now() - last < oncePerMs) return false;
    last = now();
    if (link.action === 'ask') {
      asking = true;
      const agreed = await ask(link).finally(() => {
        asking = false;
        // The pause counts from the answer: a page cannot queue a second question behind the first.
        last = now();
      });
      if (!agreed) return false;
    }
    await open(link.url);
    return true;
  };
}
