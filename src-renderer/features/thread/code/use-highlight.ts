import { useEffect, useState } from 'react';
import { LruMap } from '../text/lru-map';
import type { CodeToken } from '../worker/text-job';
import { textWorkerQueue } from '../worker/text-worker-queue';
import { languageOf } from './languages';

/** Longer code is shown plain. */
const maxLength = 200_000;
const maxLines = 5_000;
/** Long enough to load a grammar on a slow machine; a hostile text is ended then. In ms. */
const deadlineMs = 3_000;

const remembered = new LruMap<string, CodeToken[][]>(200);

/** Tokens of code once the worker has them; null while it works, and for what stays plain. */
export function useHighlight(code: string, language: string): CodeToken[][] | null {
  const grammar = languageOf(language);
  const key = `${grammar}\n${code}`;
  const [, setDone] = useState<string | null>(null);
  useEffect(() => {
    if (!grammar || remembered.get(key) || isTooLarge(code)) return;
    let isWanted = true;
    void textWorkerQueue.run({ kind: 'highlight', code, language: grammar }, deadlineMs).then((lines) => {
      if (lines) remembered.set(key, lines);
      if (isWanted) setDone(key);
    });
    return () => {
      isWanted = false;
    };
  }, [key, code, grammar]);
  return grammar ? (remembered.get(key) ?? null) : null;
}

function isTooLarge(code: string): boolean {
  if (code.length > maxLength) return true;
  let lines = 0;
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) lines += 1;
  return lines > maxLines;
}
