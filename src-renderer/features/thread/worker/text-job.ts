/** A stretch of code and the CSS colour it is shown in; null = the text's own. */
export type CodeToken = readonly [text: string, colour: string | null];

/** What the text worker can do. */
export type TextJob =
  | { kind: 'highlight'; code: string; language: string }
  /** Lays the text out as the page would, and throws it away: whoever finishes in time is safe for the page. */
  | { kind: 'try-markdown'; text: string };

export interface TextResults {
  highlight: CodeToken[][];
  'try-markdown': true;
}
export type TextResult<J extends TextJob> = TextResults[J['kind']];

/** From the page to the worker and back. */
export interface TextRequest {
  id: number;
  job: TextJob;
}
export type TextReply =
  | { id: number; ok: true; result: TextResults[keyof TextResults] }
  | { id: number; ok: false; message: string }
  /** The worker has loaded; no job's time runs before. */
  | { id: -1; ok: true; result: true };
