import type { HomeDescription } from '@contracts/model/home';

/** The last two parts of a home's path: `.codex` alone is what they are all called. */
export function homeName({ path, isDemo }: Pick<HomeDescription, 'path' | 'isDemo'>): string {
  return isDemo ? 'Demo home' : path.split(/[\\/]/).filter(Boolean).slice(-2).join('/') || path;
}
