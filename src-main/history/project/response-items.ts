import type { RecordRef } from '../../contracts/model/record';
import { contextKinds, messageText } from '../build-item/context-message';
import { toolCallType } from '../build-item/tool-call-type';
import { object, objects, string, type JsonObject } from '../json';
import type { NewItem, SketchBook } from './sketch-book';
import { exactly, fingerprint, type TwinFinder } from './twin-finder';

/** Call ids and the items that wait under them, in order. */
type Waiting = Map<string, number[]>;

export interface SavedCalls {
  /** Calls without an output yet. */
  unanswered: [string, number[]][];
  /** Outputs whose call has not come. */
  unasked: [string, number[]][];
}

/** Response items that carry nothing to show: they steer the model or repeat what other records say. */
const quietTypes = [
  'ghost_snapshot',
  'additional_tools',
  'configuration_update',
  'compaction_trigger',
  'compaction',
  'compaction_summary',
  'context_compaction',
  'other',
];

const callTypes = [
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'tool_search_call',
  'web_search_call',
  'image_generation_call',
];

const outputTypes = ['function_call_output', 'custom_tool_call_output', 'tool_search_output'];

/** Every kind of response item that Skein knows (formats.md 3.4). */
export const responseItemTypes: ReadonlySet<string> = new Set([
  ...quietTypes,
  ...callTypes,
  ...outputTypes,
  'message',
  'reasoning',
  'agent_message',
]);

const quiet = new Set<unknown>(quietTypes);
const calls = new Set<unknown>(callTypes);
const outputs = new Set<unknown>(outputTypes);

/** What became of a response item; a trailing message may still turn out to open the next turn. */
export type Outcome = 'message' | 'other' | 'quiet';

/**
 * Response items are what the model saw. Most repeat what events or completed items tell; what nothing else
 * tells becomes a derived item: tool calls of legacy files, injected context, messages without an event.
 */
export class ResponseItems {
  readonly #book: SketchBook;
  readonly #twins: TwinFinder;
  readonly #unanswered: Waiting;
  readonly #unasked: Waiting;

  constructor(book: SketchBook, twins: TwinFinder, saved?: SavedCalls) {
    this.#book = book;
    this.#twins = twins;
    this.#unanswered = new Map(saved?.unanswered);
    this.#unasked = new Map(saved?.unasked);
  }

  save(): SavedCalls {
    return { unanswered: [...this.#unanswered], unasked: [...this.#unasked] };
  }

  /** `place` gives the turn for an item, and opens one where there is none. */
  push(item: JsonObject, ref: RecordRef, place: () => number): Outcome {
    if (item.type === 'message') return this.#message(item, ref, place());
    if (quiet.has(item.type)) return 'quiet';
    if (item.type === 'reasoning') this.#reasoning(item, ref, place);
    else if (item.type === 'agent_message')
      this.#add(place(), item, { type: 'interAgentMessage', rule: 'interAgent' }, ref);
    else if (calls.has(item.type)) this.#call(item, ref, place);
    else if (outputs.has(item.type)) this.#output(item, ref, place);
    else this.#add(place(), item, { type: 'unknownRecord', rule: 'unknown' }, ref);
    return 'other';
  }

  #message(item: JsonObject, ref: RecordRef, turnSeq: number): Outcome {
    const isAgent = item.role === 'assistant';
    const isContext = contextKinds(item) !== null;
    const print = fingerprint(isAgent ? 'agent' : 'user', messageText(item), hasMedia(item));
    const known =
      this.#sameId(turnSeq, item) ?? (isContext ? undefined : this.#twins.take('shown', print, ref.line));
    if (known !== undefined) {
      this.#book.attach(known, ref, 'twins');
      return 'quiet';
    }
    const type = isContext ? 'contextMessage' : isAgent ? 'agentMessage' : 'userMessage';
    const index = this.#add(turnSeq, item, { type, rule: isContext ? 'context' : 'message' }, ref);
    // Somebody may really have typed what looks like context.
    if (item.role !== 'developer')
      this.#twins.await('derived', isContext ? exactly(print) : print, ref.line, index);
    return isAgent ? 'other' : 'message';
  }

  /** Its text parts were shown one by one; encrypted reasoning without text has nothing to show. */
  #reasoning(item: JsonObject, ref: RecordRef, place: () => number): void {
    const texts = [...objects(item.summary), ...objects(item.content)].map((part) => string(part.text) ?? '');
    const prints = texts.filter((text) => text !== '').map((text) => exactly(fingerprint('reasoning', text)));
    if (prints.length === 0) return;
    const turnSeq = place();
    const shown = prints.map((print) => this.#twins.take('shown', print, ref.line));
    const known = this.#sameId(turnSeq, item) ?? shown.find((index) => index !== undefined);
    if (known !== undefined) return this.#book.attach(known, ref, 'twins');
    const index = this.#add(turnSeq, item, { type: 'reasoning', rule: 'reasoning' }, ref);
    for (const print of prints) this.#twins.await('derived', print, ref.line, index);
  }

  #call(item: JsonObject, ref: RecordRef, place: () => number): void {
    const callId = string(item.call_id) ?? string(item.id);
    const type = toolCallType(item);
    const orphan = take(this.#unasked, callId);
    if (orphan !== undefined) return this.#book.retype(orphan, type, ref);
    const turnSeq = place();
    const known = callId === null ? undefined : this.#book.find(turnSeq, callId);
    const shown = known !== undefined && this.#book.item(known).upstreamSeq !== null ? known : undefined;
    if (shown !== undefined) this.#book.attach(shown, ref, 'twins');
    const index =
      shown ??
      this.#book.addItem(
        turnSeq,
        { itemId: callId ?? lineId(ref), type, rule: 'toolCall', shown: false },
        ref,
      );
    wait(this.#unanswered, callId, index);
  }

  #output(item: JsonObject, ref: RecordRef, place: () => number): void {
    const callId = string(item.call_id);
    const open = take(this.#unanswered, callId);
    if (open !== undefined) {
      const derived = this.#book.item(open).upstreamSeq === null;
      return this.#book.attach(open, ref, derived ? 'records' : 'twins');
    }
    const turnSeq = place();
    const answered = callId === null ? undefined : this.#book.find(turnSeq, callId);
    if (answered !== undefined) return this.#book.attach(answered, ref, 'twins');
    const orphan: NewItem = {
      itemId: callId ?? lineId(ref),
      type: 'dynamicToolCall',
      rule: 'toolCall',
      shown: false,
    };
    const index = this.#book.addItem(turnSeq, orphan, ref);
    wait(this.#unasked, callId, index);
  }

  /** The item of the same id that the app-server shows already. */
  #sameId(turnSeq: number, item: JsonObject): number | undefined {
    const id = string(item.id);
    const index = id === null ? undefined : this.#book.find(turnSeq, id);
    return index === undefined || this.#book.item(index).upstreamSeq === null ? undefined : index;
  }

  #add(turnSeq: number, item: JsonObject, as: Pick<NewItem, 'type' | 'rule'>, ref: RecordRef): number {
    return this.#book.addItem(turnSeq, { itemId: string(item.id) ?? lineId(ref), shown: false, ...as }, ref);
  }
}

function hasMedia(message: JsonObject): boolean {
  return objects(message.content).some((part) => part.type === 'input_image' || part.type === 'input_audio');
}

/** Id of a derived item that has none of its own. */
export function lineId(ref: RecordRef): string {
  return `line-${ref.line}`;
}

/** The turn that a response item says it belongs to; newer files only. */
export function turnIdOf(item: JsonObject): string | null {
  return string(object(item.internal_chat_message_metadata_passthrough)?.turn_id);
}

function wait(waiting: Waiting, id: string | null, item: number): void {
  if (id === null) return;
  const items = waiting.get(id);
  if (items) items.push(item);
  else waiting.set(id, [item]);
}

/** The item that waits longest under that id: answers meet calls in order. */
function take(waiting: Waiting, id: string | null): number | undefined {
  const items = id === null ? undefined : waiting.get(id);
  const item = items?.shift();
  if (id !== null && items?.length === 0) waiting.delete(id);
  return item;
}
