import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ThreadSummary, threadAdditions } from '../../../contracts/model/thread';
import {
  corpusPresent,
  recordedHomes,
  readOracle,
  unpackHome,
  type UnpackedHome,
} from '../../../fixtures/corpus';
import { isOracleError, type Oracle, type OracleJson } from '../../../fixtures/oracle';
import { acceptedDifferences, type FieldDifference } from './accepted-differences';
import { openRecorded, type Recorded } from './open-recorded';

/** What Skein has beside the app-server's own keys. */
const additions = new Set(Object.keys(threadAdditions.shape));
const used = new Set<string>();

for (const recorded of recordedHomes) {
  describe(recorded.name, () => {
    let home: UnpackedHome;
    let opened: Recorded;
    let unexpected: FieldDifference[];
    let ours: Map<string, ThreadSummary>;

    beforeAll(async () => {
      home = await unpackHome(recorded);
      opened = await openRecorded(home.path);
      const { data } = await opened.directory.list({ sortKey: 'created_at', sortDirection: 'desc' });
      ours = new Map(data.map((thread) => [thread.id, thread]));
    });
    beforeEach(() => {
      unexpected = [];
    });
    afterAll(() => home.remove());

    for (const file of new Set([recorded.ownOracle, recorded.oracle])) {
      if (file === null) continue;
      const by = file === recorded.oracle ? '0.169.0' : 'its own release';

      test(`threads as listed by ${by}`, async () => {
        const oracle = await readOracle(file, home.path);
        for (const [id, theirs] of Object.entries(oracle.listed))
          compare(oracle, 'listed', id, theirs, ours.get(id));
        expect(unexpected.map(describeDifference)).toEqual([]);
      });

      test(`threads as read by ${by}`, async () => {
        const oracle = await readOracle(file, home.path);
        for (const [id, theirs] of Object.entries(oracle.read)) {
          const mine = await opened.directory.read({ threadId: id, includeArchived: true }).catch(() => null);
          if (!isOracleError(theirs)) compare(oracle, 'read', id, theirs.thread, mine?.summary);
          // What Codex cannot read Skein shows, unless there is nothing of it.
          else if (theirs.error.startsWith('thread not loaded') && !ours.has(id)) expect(mine).toBeNull();
          else expect(mine, id).not.toBeNull();
        }
        expect(unexpected.map(describeDifference)).toEqual([]);
      });
    }

    function compare(
      oracle: Oracle,
      where: 'listed' | 'read',
      id: string,
      theirs: OracleJson,
      mine?: ThreadSummary,
    ) {
      if (!mine) throw new Error(`${id} is missing`);
      const release = Number(/codex\/0\.(\d+)/.exec(oracle.userAgent)?.[1]);
      const read = oracle.read[id];
      const shown: OracleJson = { ...mine };
      const unknown = Object.keys(shown).filter((key) => !(key in theirs) && !additions.has(key));
      // Older releases had fewer keys.
      if (release >= 169) expect(unknown).toEqual([]);
      for (const [key, value] of Object.entries(theirs)) {
        if (key === 'turns' || isDeepStrictEqual(value, shown[key])) continue;
        const difference: FieldDifference = {
          where,
          release,
          id,
          key,
          theirs: value,
          ours: shown[key],
          thread: mine,
          read: read && !isOracleError(read) ? read.thread : null,
          row: opened.state?.rows.get(mine.id) ?? null,
          firstMessages: opened.catalog.ofThread(mine.id).map((file) => file.metadata?.preview ?? null),
        };
        const accepted = acceptedDifferences.find((one) => one.applies(difference));
        if (accepted) used.add(accepted.name);
        else unexpected.push(difference);
      }
    }
  });
}

function describeDifference({ id, key, theirs, ours }: FieldDifference): string {
  return `${id} ${key}: Codex ${JSON.stringify(theirs)}, Skein ${JSON.stringify(ours)}`;
}

test.runIf(corpusPresent)('every accepted difference is still seen', () => {
  expect(acceptedDifferences.map((one) => one.name).filter((name) => !used.has(name))).toEqual([]);
});
