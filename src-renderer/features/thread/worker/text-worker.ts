/// <reference lib="webworker" />
import { highlight } from '../code/highlight';
import { layOutMarkdown } from '../markdown/lay-out-markdown';
import type { TextJob, TextReply, TextRequest, TextResults } from './text-job';

declare const self: DedicatedWorkerGlobalScope;

async function run(job: TextJob): Promise<TextResults[keyof TextResults]> {
  if (job.kind === 'highlight') return highlight(job.code, job.language);
  layOutMarkdown(job.text);
  return true;
}

self.onmessage = async ({ data: { id, job } }: MessageEvent<TextRequest>) => {
  const reply = await run(job).then(
    (result): TextReply => ({ id, ok: true, result }),
    (error: unknown): TextReply => ({ id, ok: false, message: String(error) }),
  );
  self.postMessage(reply);
};
self.postMessage({ id: -1, ok: true, result: true } satisfies TextReply);
