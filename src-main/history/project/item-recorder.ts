import type { RecordRef } from '../../contracts/model/record';
import type { ThreadItem, UpstreamItem } from '../../contracts/model/item';
import type { JsonObject } from '../json';
import { previewOfMessage } from '../thread-metadata-preview';
import type { BuildRule, Projector, SavedProjection } from '../types';
import { kindOf } from './record-kind';
import { lineId, ResponseItems, type Outcome, type SavedCalls } from './response-items';
import { SketchBook } from './sketch-book';
import { TurnFacts, type SavedFacts } from './turn-facts';
import { exactly, type Fingerprint, fingerprint, type SavedTwins, TwinFinder } from './twin-finder';

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

  /** The face of a projector over these lists; what it saves is a copy. */
  projector(own: { push: Projector['push']; save(): unknown }): Projector {
    const { turns, items, usage, damage, kinds } = this.book;
    return {
      turns,
      items,
      usage,
      damage,
      kinds,
      push: (record, ref) => {
        const { kind, known } = kindOf(record);
        this.book.count(kind, !known);
        if (!isTime(record.timestamp)) this.book.report('bad_timestamp', 'The timestamp is no time.', ref);
        own.push(record, ref);
      },
      save: () => structuredClone(own.save()),
      takeChanges: () => this.book.takeChanges(),
    };
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
      for (const print of fingerprints(item)) this.twins.await('shown', print, ref.line, index);
    } else if (item.type === 'contextCompaction') {
      this.book.promote(derived, { ...as, rule: 'compaction' }, ref, 'records');
    } else {
      this.book.promote(derived, as, ref, 'twins');
    }
  }

  /** An item that only Skein shows. */
  derive(turnSeq: number, item: UpstreamItem, rule: BuildRule, ref: RecordRef): void {
    this.#prompt(turnSeq, item);
    const [print] = fingerprints(item);
    const twin = print && this.twins.take('derived', print, ref.line);
    if (twin !== undefined) return this.book.attach(twin, ref, 'twins');
    const same = this.book.find(turnSeq, item.id);
    if (same !== undefined) {
      const isNewer = this.book.item(same).rule === rule;
      return this.book.attach(same, ref, isNewer ? 'records' : 'twins');
    }
    const index = this.book.addItem(turnSeq, { itemId: item.id, type: item.type, rule, shown: false }, ref);
    for (const told of fingerprints(item)) this.twins.await('shown', told, ref.line, index);
  }

  /** A further part of a thought that is the turn's last shown item. */
  joinReasoning(index: number, text: string, ref: RecordRef): void {
    const print = exactly(fingerprint('reasoning', text));
    this.twins.take('derived', print, ref.line);
    this.twins.await('shown', print, ref.line, index);
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
    const shown = this.twins.take('shown', compaction, ref.line);
    if (shown !== undefined && this.book.item(shown).turnSeq === turnSeq) {
      this.book.item(shown).rule = 'compaction';
      return this.book.attach(shown, ref, 'records');
    }
    const as = { itemId: lineId(ref), type: 'contextCompaction', rule: 'compaction', shown: false } as const;
    const index = this.book.addItem(turnSeq, as, ref);
    this.twins.await('derived', compaction, ref.line, index);
  }

  #takeDerived(turnSeq: number, item: UpstreamItem, ref: RecordRef): number | undefined {
    for (const print of fingerprints(item)) {
      const index = this.twins.take('derived', print, ref.line);
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

/** One compaction at a time: any two forms are the same. */
const compaction: Fingerprint = { voice: 'compaction', key: '', hint: null };

/** By what another form of the item is found. */
function fingerprints(item: UpstreamItem): Fingerprint[] {
  switch (item.type) {
    case 'userMessage':
      return [
        fingerprint(
          'user',
          userText(item),
          item.content.some((part) => part.type !== 'text'),
        ),
      ];
    case 'agentMessage':
      return [fingerprint('agent', item.text)];
    case 'reasoning':
      return [...item.summary, ...item.content].map((text) => exactly(fingerprint('reasoning', text)));
    case 'contextCompaction':
      return [compaction];
    default:
      return [];
  }
}

/** As every release writes it: not worth a parse per line. */
const usualTime = /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The record counts all the same, as it does upstream; bare lines have no time. */
function isTime(timestamp: string | null): boolean {
  return timestamp === null || usualTime.test(timestamp) || !Number.isNaN(Date.parse(timestamp));
}

function userText(item: Extract<ThreadItem, { type: 'userMessage' }>): string {
  return item.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** At most so many UTF-16 units, and no half of a surrogate pair at the end. */
function clip(text: string): string {
  return text.slice(0, promptLength).replace(/[\uD800-\uDBFF]$/, '');
}
