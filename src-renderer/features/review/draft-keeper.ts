import type { ReviewDraft } from '@contracts/edits';
import type { Client } from '../../app/client';
import { ClientError } from '../../app/client-error';

export type DraftFinding = ReviewDraft['findings'][number];

/** A review while it is written, and how far it is kept. */
export interface DraftState {
  /** `unread`: nobody asked for it yet. */
  phase: 'unread' | 'reading' | 'ready' | 'failed';
  draft: ReviewDraft;
  /** One key per finding, which stays with it when others come and go. */
  keys: readonly number[];
  /** Finding that was added last, to go on with it; null: none in this sitting. */
  added: number | null;
  saving: 'kept' | 'waiting' | 'failed';
  /** When it was kept last; null: there is no draft. */
  savedAtMs: number | null;
  /** Why it could not be read or kept. */
  error: string | null;
}

/** A pause of this length keeps what was written, in ms. */
const quietMs = 500;
/** After a failure it is tried again by itself, in ms. */
const retryMs = 3000;

export const emptyDraft: ReviewDraft = { findings: [], verdict: null, explanation: '', confidence: 0.8 };

/**
 * The draft of one thread's review: read once, changed here, kept in Skein's own database at every pause.
 *
 * It lives on while its pane is closed. What is not kept yet is never dropped: a failed write is tried again.
 */
export class DraftKeeper {
  readonly threadId: string;
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  #state: DraftState = {
    phase: 'unread',
    draft: emptyDraft,
    keys: [],
    added: null,
    saving: 'kept',
    savedAtMs: null,
    error: null,
  };
  #lastKey = 0;
  #hasLeft = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #reading: Promise<void> | null = null;

  constructor(client: Client, threadId: string) {
    this.#client = client;
    this.threadId = threadId;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DraftState => this.#state;

  /** Reads what was kept; once, however often it is called. A failure can be tried again. */
  read(): Promise<void> {
    if (this.#state.phase === 'ready') return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Changes the draft; it is kept at the next pause. */
  change(part: Partial<Omit<ReviewDraft, 'findings'>>): void {
    this.#write({ draft: { ...this.#state.draft, ...part } });
  }

  changeFinding(key: number, part: Partial<DraftFinding>): void {
    const { draft, keys } = this.#state;
    const findings = draft.findings.map((finding, at) =>
      keys[at] === key ? { ...finding, ...part } : finding,
    );
    this.#write({ draft: { ...draft, findings } });
  }

  /** Adds a finding behind the others, or at a place; waits for what was kept before. */
  async add(finding: DraftFinding, place?: number): Promise<void> {
    await this.read();
    if (this.#state.phase !== 'ready') return;
    const { draft, keys } = this.#state;
    const at = place ?? keys.length;
    this.#lastKey += 1;
    this.#write({
      draft: { ...draft, findings: draft.findings.toSpliced(at, 0, finding) },
      keys: keys.toSpliced(at, 0, this.#lastKey),
      added: this.#lastKey,
    });
  }

  /** Takes a finding out; answers with it and its place, for putting it back. */
  remove(key: number): { finding: DraftFinding; place: number } | null {
    const { draft, keys } = this.#state;
    const place = keys.indexOf(key);
    const finding = draft.findings[place];
    if (!finding) return null;
    this.#write({
      draft: { ...draft, findings: draft.findings.toSpliced(place, 1) },
      keys: keys.toSpliced(place, 1),
    });
    return { finding, place };
  }

  /** Throws everything away; rejects when that could not be kept, and then nothing is thrown away. */
  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    clearTimeout(this.#timer);
    await this.#client.editsSaveDraft({ threadId: this.threadId, draft: null });
    this.#set({ draft: emptyDraft, keys: [], added: null, saving: 'kept', savedAtMs: null, error: null });
  }

  /** Keeps what waits now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (this.#hasLeft || this.#state.saving === 'kept') return;
    this.#saving = this.#save().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
  }

  /** Writes nothing from now on: the home was left, and another one may hold a thread of the same id. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#hasLeft = true;
  }

  async #read(): Promise<void> {
    this.#set({ phase: 'reading', error: null });
    try {
      const { draft, savedAtMs } = await this.#client.editsReadDraft({ threadId: this.threadId });
      const keys = (draft?.findings ?? []).map(() => (this.#lastKey += 1));
      this.#set({ phase: 'ready', draft: draft ?? emptyDraft, keys, savedAtMs });
    } catch (error) {
      this.#set({ phase: 'failed', error: ClientError.from(error).message });
    }
  }

  #write(part: Partial<DraftState>): void {
    this.#set({ ...part, saving: 'waiting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), quietMs);
  }

  async #save(): Promise<void> {
    const { draft } = this.#state;
    const kept = isEmpty(draft) ? null : draft;
    try {
      await this.#client.editsSaveDraft({ threadId: this.threadId, draft: kept });
      // What was written meanwhile waits for its own pause.
      const saving = this.#state.draft === draft ? 'kept' : 'waiting';
      this.#set({ saving, savedAtMs: kept && Date.now(), error: null });
    } catch (error) {
      this.#set({ saving: 'failed', error: ClientError.from(error).message });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.flush(), retryMs);
    }
  }

  #set(part: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** True when there is nothing in it that somebody wrote. */
export function isEmpty({ findings, verdict, explanation }: ReviewDraft): boolean {
  return findings.length === 0 && verdict === null && explanation.trim() === '';
}
