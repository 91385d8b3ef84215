/** Each value once, in order of its first appearance. */
export function unique<Value>(values: Iterable<Value>): Value[] {
  return [...new Set(values)];
}
