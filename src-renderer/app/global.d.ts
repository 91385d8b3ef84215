import type { SkeinBridge } from '@contracts/bridge';
import 'react';

declare global {
  interface Window {
    /** The preload's one bridge; only `main.tsx` touches it. */
    readonly skein: SkeinBridge;
  }
}

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, which React passes on as they are. */
    [name: `--${string}`]: string | number | undefined;
  }
}
