/**
 * Reading of one optional field as upstream does: absent and null are null, another type makes the whole
 * record unreadable, which is `undefined` here.
 */
export function optional<Value>(
  value: unknown,
  read: (value: unknown) => Value | null,
): Value | null | undefined {
  if (value === undefined || value === null) return null;
  return read(value) ?? undefined;
}
