import { eventChannel } from '../contracts/channel-names';
import type { SkeinEvent } from '../contracts/events';
import { DocumentStream } from './document-stream';

/** A frame as far as the sender check looks at it. */
export interface FrameLike {
  readonly origin: string;
}

/** The part of Electron's WebContents that IPC needs. */
export interface ContentsLike {
  readonly id: number;
  readonly mainFrame: FrameLike;
  isDestroyed(): boolean;
  send(channel: string, message: unknown): void;
  on(event: 'did-navigate', listener: () => void): unknown;
  once(event: 'destroyed', listener: () => void): unknown;
}

interface Entry {
  contents: ContentsLike;
  stream: DocumentStream;
}

/** The windows that may call, and the stream of the document that each one shows now. */
export class Windows {
  readonly #entries = new Map<number, Entry>();

  /** Lets a window call until it is destroyed. Each document that it loads begins a new stream. */
  add(contents: ContentsLike): void {
    const entry = { contents, stream: new DocumentStream() };
    this.#entries.set(contents.id, entry);
    contents.on('did-navigate', () => {
      entry.stream = new DocumentStream();
    });
    contents.once('destroyed', () => this.#entries.delete(contents.id));
  }

  /** The stream of a window's present document; undefined for contents that were never added or are gone. */
  streamOf(contents: ContentsLike): DocumentStream | undefined {
    const entry = this.#entries.get(contents.id);
    return entry && entry.contents === contents && !contents.isDestroyed() ? entry.stream : undefined;
  }

  /** Tells every window whose document has called before. */
  broadcast(event: SkeinEvent): void {
    for (const { contents, stream } of this.#entries.values()) {
      if (stream.isOpen && !contents.isDestroyed()) contents.send(eventChannel, stream.number(event));
    }
  }
}
