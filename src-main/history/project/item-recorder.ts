import type { RecordRef } from '../../contracts/model/record';
import type { ThreadItem, UpstreamItem } from '../../contracts/model/item';
import type { JsonObject } from '../json';
import { previewOfMessage } from '../thread-metadata-preview';
import type { BuildRule, SavedProjection } from '../types';
import { lineId, ResponseItems, type Outcome, type SavedCalls } from './response-items';
import { SketchBook } from './sketch-book';
import { TurnFacts, type SavedFacts } from './turn-facts';
import { textKey, TwinFinder, type SavedTwins, type Voice } from './twin-finder';

export interface SavedItems {
  twins: SavedTwins;
  calls: SavedCalls;
  facts: SavedFacts;
}

/** Characters of a prompt that an outline shows. */
const promptLength = 200;

/** What the projectors of all dialects share: the book, and how a record becomes an item or part of one. */
export class ItemRecorder {
  readonly book: SketchBook;
  readonly twins: TwinFinder;
  readonly facts: TurnFacts;
  readonly #responses: ResponseItems;

  constructor(saved?: SavedProjection, state?: SavedItems) {
    this.book = new SketchBook(saved);
    this.twins = new TwinFinder(state?.twins);
    this.facts = new TurnFacts(this.book, state?.facts);
    this.#responses = new ResponseItems(this.book, this.twins, state?.calls);
  }

  save(): SavedItems {
    return { twins: this.twins.save(), calls: this.#responses.save(), facts: this.facts.save() };
  }

  /**
   * An item that the app-server shows: new, a newer version of one that is there (last wins, the first place
   * is kept), or one that was derived from another record before.
   */
  show(turnSeq: number, item: UpstreamItem, rule: BuildRule, ref: RecordRef): void {
    this.#prompt(turnSeq, item);
    const same = this.book.find(turnSeq, item.id);
    if (same !== undefined && this.book.item(same).upstreamSeq !== null) {
      return this.book.attach(same, ref, 'records');
    }
    const derived = same ?? this.#takeDerived(turnSeq, item, ref);
    const as = { itemId: item.id, type: item.type, rule };
    if (derived === undefined) {
      const index = this.book.addItem(turnSeq, { ...as, shown: true }, ref);
      for (const { voice, key } of voices(item))
        this.twins.await('shown', { voice, key, line: ref.line, item: index });
    } else if (item.type === 'contextCompaction') {
      this.book.promote(derived, { ...as, rule: 'compaction' }, ref, 'records');
    } else {
      this.book.promote(derived, as, ref, 'twins');
    }
  }

  /** An item that only Skein shows. */
  derive(turnSeq: number, item: UpstreamItem, rule: BuildRule, ref: RecordRef): void {
    this.#prompt(turnSeq, item);
    const [told] = voices(item);
    const twin = told && this.twins.take('derived', told.voice, told.key, ref.line);
    if (twin !== undefined) return this.book.attach(twin, ref, 'twins');
    const same = this.book.find(turnSeq, item.id);
    if (same !== undefined) {
      const isNewer = this.book.item(same).rule === rule;
      return this.book.attach(same, ref, isNewer ? 'records' : 'twins');
    }
    const index = this.book.addItem(turnSeq, { itemId: item.id, type: item.type, rule, shown: false }, ref);
    for (const { voice, key } of voices(item))
      this.twins.await('shown', { voice, key, line: ref.line, item: index });
  }

  /** A further part of a thought that is the turn's last shown item. */
  joinReasoning(index: number, text: string, ref: RecordRef): void {
    const told = { voice: 'reasoning', key: textKey(text), line: ref.line, item: index } as const;
    this.twins.take('derived', 'reasoning', told.key, Number.POSITIVE_INFINITY);
    this.twins.await('shown', told);
    this.book.attach(index, ref, 'records');
  }

  /** A message between agents that is no response item. */
  interAgent(turnSeq: number, ref: RecordRef): void {
    const as = { itemId: lineId(ref), type: 'interAgentMessage', rule: 'interAgent', shown: false } as const;
    this.book.addItem(turnSeq, as, ref);
  }

  /** A record of an unknown kind, or of a known kind in a shape that cannot be read: shown raw. */
  unknown(turnSeq: number, ref: RecordRef): void {
    this.book.addItem(
      turnSeq,
      { itemId: lineId(ref), type: 'unknownRecord', rule: 'unknown', shown: false },
      ref,
    );
  }

  responseItem(item: JsonObject, ref: RecordRef, place: () => number): Outcome {
    return this.#responses.push(item, ref, place);
  }

  /** A `compacted` line: what the model's context became. An event or item of its own may tell it, too. */
  compacted(turnSeq: number, ref: RecordRef): void {
    const shown = this.twins.take('shown', 'compaction', '', ref.line);
    if (shown !== undefined && this.book.item(shown).turnSeq === turnSeq) {
      this.book.item(shown).rule = 'compaction';
      return this.book.attach(shown, ref, 'records');
    }
    const as = { itemId: lineId(ref), type: 'contextCompaction', rule: 'compaction', shown: false } as const;
    const index = this.book.addItem(turnSeq, as, ref);
    this.twins.await('derived', { voice: 'compaction', key: '', line: ref.line, item: index });
  }

  #takeDerived(turnSeq: number, item: UpstreamItem, ref: RecordRef): number | undefined {
    for (const { voice, key } of voices(item)) {
      const index = this.twins.take('derived', voice, key, ref.line);
      if (index !== undefined && this.book.item(index).turnSeq === turnSeq) return index;
    }
    return undefined;
  }

  #prompt(turnSeq: number, item: UpstreamItem): void {
    if (item.type !== 'userMessage' || this.book.turn(turnSeq).prompt !== '') return;
    const kinds = item.content.map((part) => part.type);
    const prompt = previewOfMessage(userText(item), {
      images: kinds.includes('image') || kinds.includes('localImage'),
      audio: kinds.includes('audio') || kinds.includes('localAudio'),
    });
    if (prompt !== null) this.book.changeTurn(turnSeq, { prompt: clip(prompt) });
  }
}

/** Under which keys another form of the item may be found. */
function voices(item: UpstreamItem): { voice: Voice; key: string }[] {
  switch (item.type) {
    case 'userMessage':
      return [{ voice: 'user', key: textKey(userText(item)) }];
    case 'agentMessage':
      return [{ voice: 'agent', key: textKey(item.text) }];
    case 'reasoning':
      return [...item.summary, ...item.content].map((text) => ({ voice: 'reasoning', key: textKey(text) }));
    case 'contextCompaction':
      return [{ voice: 'compaction', key: '' }];
    default:
      return [];
  }
}

function userText(item: Extract<ThreadItem, { type: 'userMessage' }>): string {
  return item.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** At most so many UTF-16 units, and no half of a surrogate pair at the end. */
function clip(text: string): string {
  return text.slice(0, promptLength).replace(/[\uD800-\uDBFF]$/, '');
}
