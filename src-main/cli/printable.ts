/** Control characters and marks that reorder or hide text; tab and line end are not among them. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text of a rollout made fit for a terminal: what could drive it or deceive its reader is shown as `\u001b`. */
export function printable(text: string): string {
  return text.replace(unsafe, escapeUnit);
}

/** The same on one line: every run of white space becomes a space. */
export function printableLine(text: string): string {
  return printable(text.replace(/[\s\u0085]+/g, ' ').trim());
}

/** JSON of a value with what a terminal could act on escaped; it parses to the same value. */
export function printableJson(value: unknown): string {
  // Outside of strings JSON has ASCII only, so all of these lie inside strings.
  return JSON.stringify(value).replace(unsafe, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
