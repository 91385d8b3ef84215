import type { SkeinBridge } from '@contracts/bridge';

declare global {
  interface Window {
    /** The preload's one bridge; only `main.tsx` touches it. */
    readonly skein: SkeinBridge;
  }
}
