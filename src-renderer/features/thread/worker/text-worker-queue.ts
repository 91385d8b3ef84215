import textWorkerUrl from './text-worker?worker&url';
import { WorkerQueue, type WorkerLike } from './worker-queue';

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}

/**
 * A worker's address is a script sink under Trusted Types. The one policy that the page's CSP names passes exactly
 * this module's own worker.
 */
function trustedUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return textWorkerUrl;
  const policy = trustedTypes.createPolicy('skein-worker', {
    createScriptURL: (url) => {
      if (url !== textWorkerUrl) throw new TypeError('not a worker of Skein');
      return url;
    },
  });
  return policy.createScriptURL(textWorkerUrl);
}

let address: string | undefined;

/** The window's one worker for hostile text. */
export const textWorkerQueue = new WorkerQueue(() => {
  address ??= trustedUrl();
  return new Worker(address, { type: 'module', name: 'text' }) as unknown as WorkerLike;
});
