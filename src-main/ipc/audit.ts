import type { auditChannels } from '../contracts/audit';
import type { ThreadManager } from '../threads/thread-manager';
import type { HandlersOf } from './register';

/** Damage most of which fits into one reply: 2,000 entries are about 500 kB. */
const damageLimit = 2000;

/** Checks of a thread's files. */
export function auditHandlers(manager: ThreadManager): HandlersOf<typeof auditChannels> {
  return {
    'audit:check': async ({ threadId }) => {
      const report = await manager.check(threadId);
      const more = Math.max(0, report.damage.length - damageLimit);
      return { ...report, damage: report.damage.slice(0, damageLimit), moreDamage: report.moreDamage + more };
    },
  };
}
