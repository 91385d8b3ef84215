import { describe, expect, test } from 'vitest';
import { codexProgram, howToGet, judges } from '../../../../fixtures/judge/codex-program';
import { acceptedDifferences } from './accepted-differences';
import { judgeOperation } from './judge-operation';
import { operations } from './operations';

for (const version of judges) {
  const program = codexProgram(version);
  const own = operations[version] ?? [];
  const title = `edits by Skein and by Codex ${version}`;

  describe.skipIf(!program)(program ? title : `${title}: ${howToGet(version)}`, () => {
    const used = new Set<string>();

    test.each(own)('$name', async (operation) => {
      if (!program) return;
      const differences = await judgeOperation(program, operation);
      const unknown = differences.filter(({ place }) => {
        const accepted = acceptedDifferences.find(
          (one) =>
            (one.release?.test(version) ?? true) &&
            (one.operation?.test(operation.name) ?? true) &&
            one.place.test(place),
        );
        if (accepted) used.add(accepted.why);
        return !accepted;
      });
      expect(unknown).toEqual([]);
    });

    test('no difference is accepted that is not there', () => {
      const unused = acceptedDifferences.filter(
        (one) => (one.release?.test(version) ?? true) && !used.has(one.why),
      );
      expect(unused.map(({ why }) => why)).toEqual([]);
    });
  });
}
