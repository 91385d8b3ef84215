import type { Clip, ThreadItem } from '../../contracts/model/item';
import { embeddedMedia } from './embedded-media';
import { appendPointer } from './json-pointer';

/** Longest string that crosses to the window whole, in UTF-16 units. */
export const maxString = 16 * 1024;
/** Most that one item may take as JSON, in bytes. */
export const maxItem = 512 * 1024;

export interface ClippedItem {
  item: ThreadItem;
  /** Size as JSON, in bytes. */
  size: number;
}

/**
 * An item as the window gets it, bounded whatever the record holds: long strings are cut, embedded bytes are
 * left out, and lists and objects end where the item would grow over `budget`. Each cut leaves a clip; for a
 * list or object the clip stands for its whole JSON text. The given item stays as it is.
 *
 * Recursion is safe: records nested deeper than the parser's cap never become items.
 */
export function clipItem(item: ThreadItem, budget = maxItem): ClippedItem {
  const clips: Clip[] = [];
  /** Lists and objects that end early. */
  const shortened: { pointer: string; value: object }[] = [];
  let size = 0;

  function clip(made: Clip): void {
    clips.push(made);
    size += jsonSize(JSON.stringify(made));
  }

  function text(value: string, pointer: string): string {
    const media = embeddedMedia(value);
    if (media) {
      clip({ pointer, length: value.length, kind: 'media', mime: media.mime, bytes: media.bytes });
      return '';
    }
    if (value.length <= maxString) return value;
    clip({ pointer, length: value.length, kind: 'text' });
    return value.slice(0, wholeCharacters(value, maxString));
  }

  function visit(value: unknown, pointer: string): unknown {
    if (typeof value === 'string') {
      const shown = text(value, pointer);
      size += jsonSize(shown);
      return shown;
    }
    if (typeof value !== 'object' || value === null) {
      size += JSON.stringify(value)?.length ?? 0;
      return value;
    }
    size += 2;
    return Array.isArray(value) ? list(value, pointer) : object(value, pointer);
  }

  function list(values: readonly unknown[], pointer: string): unknown[] {
    const shown: unknown[] = [];
    for (const [index, value] of values.entries()) {
      if (size >= budget) {
        shortened.push({ pointer, value: values });
        break;
      }
      size += 1;
      shown.push(visit(value, appendPointer(pointer, index)));
    }
    return shown;
  }

  function object(value: object, pointer: string): Record<string, unknown> {
    const shown: [string, unknown][] = [];
    for (const [key, entry] of Object.entries(value)) {
      const keySize = jsonSize(key) + 2;
      if (size + keySize >= budget) {
        shortened.push({ pointer, value });
        break;
      }
      size += keySize;
      shown.push([key, visit(entry, appendPointer(pointer, key))]);
    }
    // Unlike an assignment, this makes `__proto__` an ordinary key.
    return Object.fromEntries(shown);
  }

  // Kind and id first: they are there even when everything else is cut.
  const { type, id, ...rest } = item;
  const shown = object({ type, id, ...rest }, '') as unknown as ThreadItem;
  for (const { pointer, value } of shortened) {
    // The outermost one stands for those inside it.
    if (shortened.some((outer) => outer.pointer !== pointer && pointer.startsWith(`${outer.pointer}/`)))
      continue;
    clip({ pointer, length: JSON.stringify(value).length, kind: 'text' });
  }
  return { item: clips.length === 0 ? shown : { ...shown, clips }, size };
}

/** How many of the first `limit` units can be taken without tearing a surrogate pair. */
function wholeCharacters(text: string, limit: number): number {
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}

function jsonSize(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
