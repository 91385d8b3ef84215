import { join, resolve } from 'node:path';

/** The project's root folder. */
export const root = resolve(import.meta.dirname, '..', '..');

/** What the set-up fetches for itself: runtimes, remembered failures, locks. Never shipped, safe to delete. */
export const tools = join(root, '.tools');

/** Build output. */
export const out = join(root, 'out');
