/** Longest summary of arguments. */
const maxLength = 160;

/** Arguments of a call in one line: the values of a flat object, else its JSON. */
export function toolArguments(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return shorten(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '';
  const entries = Object.entries(value);
  const parts = entries.slice(0, 6).map(([key, one]) => `${key}: ${short(one)}`);
  return shorten(parts.join(', ') + (entries.length > parts.length ? ', …' : ''));
}

function short(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.length}]`;
  return typeof value === 'object' && value !== null ? '{…}' : String(value);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
