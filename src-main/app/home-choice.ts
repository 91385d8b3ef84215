import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Which Codex home is open. */
export interface HomeChoice {
  /** Absolute. */
  path: string;
  isDemo: boolean;
}

/**
 * The home to start with: what this start names (`--home`, then CODEX_HOME) before what the user chose some time ago,
 * and that before Codex's own default.
 */
export function chooseHome(
  named: string | null,
  remembered: string | null,
  env: NodeJS.ProcessEnv,
): HomeChoice {
  const path = named || env.CODEX_HOME || remembered || defaultHome();
  return { path: isAbsolute(path) ? path : resolve(path), isDemo: false };
}

/** Where Codex keeps its home when nobody says otherwise. */
export function defaultHome(): string {
  return join(homedir(), '.codex');
}
