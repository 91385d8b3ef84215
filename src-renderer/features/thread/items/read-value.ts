/** The value when it is a string, else nothing. For fields inside of lists, whose shape nobody checked. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The strings of a list, whatever else is in it. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The value as an object whose fields are unknown; an empty one when it is none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The objects of a list. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
