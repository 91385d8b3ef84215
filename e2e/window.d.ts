import type { SkeinBridge } from '../src-main/contracts/bridge';

declare global {
  interface Window {
    readonly skein: SkeinBridge;
  }
}
