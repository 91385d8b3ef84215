import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEmptyPatch, isObserved, mergePatches } from './metadata-patch';
import type { ThreadMetadataPatch } from './types';

const tri = fc.option(fc.string(), { nil: null });
const anyPatch: fc.Arbitrary<ThreadMetadataPatch> = fc.record(
  {
    name: tri,
    agentRole: tri,
    preview: fc.string(),
    tokensUsed: fc.nat(),
    memoryMode: fc.constantFrom('enabled', 'disabled'),
    gitInfo: fc.record({ sha: tri, branch: tri, originUrl: tri }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

/** What a thread's fields are after a patch, by the meaning of absent, null and value. */
function applied(to: Record<string, unknown>, { gitInfo, ...patch }: ThreadMetadataPatch) {
  const next = { ...to };
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) next[key] = value;
  for (const [key, value] of Object.entries(gitInfo ?? {}))
    if (value !== undefined) next[`git.${key}`] = value;
  return next;
}

test('merge_uses_presence_semantics', () => {
  fc.assert(
    fc.property(anyPatch, anyPatch, (one, other) => {
      expect(applied({}, mergePatches(one, other))).toEqual(applied(applied({}, one), other));
    }),
  );
  expect(mergePatches({ name: 'a' }, { name: null })).toEqual({ name: null });
  expect(mergePatches({ name: null }, { name: 'a' })).toEqual({ name: 'a' });
  const patch: ThreadMetadataPatch = { model: 'm' };
  expect(mergePatches(patch, { ...patch, model: undefined } as unknown as ThreadMetadataPatch)).toEqual(
    patch,
  );
});

test('git_patch merges per field', () => {
  const merged = mergePatches({ gitInfo: { sha: 'a', branch: 'b' } }, { gitInfo: { branch: null } });
  expect(merged).toEqual({ gitInfo: { sha: 'a', branch: null } });
});

test('patch round trips optional clears', () => {
  fc.assert(
    fc.property(anyPatch, (patch) => {
      expect(structuredClone(patch)).toEqual(patch);
      expect(JSON.parse(JSON.stringify(patch))).toEqual(patch);
    }),
  );
});

test('accepts missing fields: empty is what changes nothing, a clear is a change', () => {
  expect(isEmptyPatch({})).toBe(true);
  expect(isEmptyPatch({ gitInfo: {} })).toBe(true);
  expect(isEmptyPatch({ name: null })).toBe(false);
  expect(isEmptyPatch({ gitInfo: { sha: null } })).toBe(false);
});

test('explicit and observed patches are told apart', () => {
  expect(isObserved({ gitInfo: { sha: 'a' }, memoryMode: 'disabled', name: 'x' })).toBe(false);
  expect(isObserved({ gitInfo: { sha: 'a' }, cliVersion: '0.169.0' })).toBe(true);
  expect(isObserved({ updatedAt: new Date() })).toBe(false);
  expect(isObserved({ agentRole: null })).toBe(true);
});
