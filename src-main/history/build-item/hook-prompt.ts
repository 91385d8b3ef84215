import type { UpstreamItem } from '../../contracts/model/item';
import { objects, string, type JsonObject } from '../json';

type HookPrompt = Extract<UpstreamItem, { type: 'hookPrompt' }>;
type Fragment = HookPrompt['fragments'][number];

const pattern = /^\s*<hook_prompt hook_run_id="([^"]+)">([\s\S]*?)<\/hook_prompt>/;
const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** A paginated `HookPrompt` item; null where upstream cannot read it. */
export function hookPromptOfTurnItem(item: JsonObject): HookPrompt | null {
  const id = string(item.id);
  if (id === null || !Array.isArray(item.fragments)) return null;
  const fragments = objects(item.fragments).map((fragment) => ({
    text: string(fragment.text),
    hookRunId: string(fragment.hookRunId),
  }));
  if (fragments.some((fragment) => fragment.text === null || fragment.hookRunId === null)) return null;
  return { type: 'hookPrompt', id, fragments: fragments as Fragment[] };
}

/** A user message of which every part is a hook's prompt; upstream shows it in legacy files. Null for all others. */
export function hookPromptOfMessage(message: JsonObject, id: string): HookPrompt | null {
  if (message.role !== 'user') return null;
  const fragments = objects(message.content).map((part) => hookFragment(string(part.text) ?? ''));
  if (fragments.length === 0 || fragments.includes(null)) return null;
  return { type: 'hookPrompt', id, fragments: fragments as Fragment[] };
}

function hookFragment(text: string): Fragment | null {
  const match = pattern.exec(text);
  const hookRunId = match?.[1];
  const content = match?.[2];
  if (hookRunId === undefined || content === undefined || content === '') return null;
  return {
    text: content.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity),
    hookRunId,
  };
}
