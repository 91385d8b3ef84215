import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordedHome, type UnpackedHome, unpackHome } from '../../fixtures/corpus';
import type { ThreadItem } from '../../contracts/model/item';
import {
  itemBuilder,
  projectRollout,
  type ReadRollout,
  readRollout,
  rolloutBytes,
} from '../testing/read-rollout';
import { objects, string } from '../json';
import type { FileSketch, Projector, SavedProjection } from '../types';
import { createProjector } from './create-projector';
import { kindOf } from './record-kind';

/** Kinds that are read for facts of turns and threads, or that carry nothing to show: no item stands for them. */
const quietKinds = new Set([
  'session_meta',
  'turn_context',
  'world_state',
  'token_usage_record',
  'inter_agent_communication_metadata',
  'dynamic_tools_updated',
  'security_risk_score',
  'retained_context',
  'event_msg/task_started',
  'event_msg/task_complete',
  'event_msg/turn_aborted',
  'event_msg/thread_rolled_back',
  'event_msg/token_count',
  'event_msg/thread_settings_applied',
  'event_msg/thread_goal_updated',
  'event_msg/thread_name_updated',
  'response_item/ghost_snapshot',
  'response_item/additional_tools',
  'response_item/configuration_update',
  'response_item/compaction',
  'response_item/compaction_trigger',
  'bare/meta',
  'bare/state',
]);

/** Homes with every dialect; of each the files that have most kinds of lines. */
const homes = [
  'bare-0.20',
  'envelope-0.45',
  'legacy-0.133',
  'legacy-0.150',
  'paginated-0.169',
  'agents-0.169',
];
const unpacked: UnpackedHome[] = [];
const rollouts: ReadRollout[] = [];

beforeAll(async () => {
  for (const name of homes) {
    const home = await unpackHome(recordedHome(`fixtures/${name}`));
    unpacked.push(home);
    const read = rolloutsOf(home.path);
    read.sort((one, other) => variety(other) - variety(one));
    rollouts.push(...read.slice(0, 4));
  }
});
afterAll(async () => {
  for (const home of unpacked) await home.remove();
});

function rolloutsOf(home: string): ReadRollout[] {
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  return names
    .filter((name) => basename(name).startsWith('rollout-'))
    .map((name) => readRollout(rolloutBytes(join(home, name)) ?? new Uint8Array(), 'R'));
}

function variety(rollout: ReadRollout): number {
  return new Set(rollout.records.map(({ record }) => kindOf(record).kind)).size;
}

/** Records that no item, no quiet kind and no damage stands for. */
function unaccounted(rollout: ReadRollout, projector: Projector): string[] {
  const held = new Set(
    projector.items.flatMap((item) => [...item.records, ...item.twins].map((ref) => ref.offset)),
  );
  const damaged = new Set(projector.damage.map((damage) => damage.offset));
  return rollout.records
    .filter(({ ref }) => !held.has(ref.offset) && !damaged.has(ref.offset))
    .filter(({ record }) => !quietKinds.has(kindOf(record).kind))
    .filter(({ record }) => !isEmpty(record.payload))
    .map(({ record, ref }) => `${ref.line} ${kindOf(record).kind}`);
}

/** Encrypted reasoning, and messages without a text, have nothing to show. */
function isEmpty(payload: Record<string, unknown>): boolean {
  if (payload.type !== 'reasoning') return payload.message === '' || payload.text === '';
  return [...objects(payload.summary), ...objects(payload.content)].every(
    (part) => (string(part.text) ?? '') === '',
  );
}

function sketch({ turns, items, usage, damage, kinds }: FileSketch): unknown {
  return { turns, items, usage, damage, kinds: [...kinds] };
}

function buildAll(rollout: ReadRollout, projector: Projector): ThreadItem[] {
  return projector.items.map(itemBuilder(rollout));
}

test('every record of real files has its place', () => {
  for (const rollout of rollouts) expect(unaccounted(rollout, projectRollout(rollout))).toEqual([]);
});

test('stopping after any record and going on gives what one pass gives', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (which, stops) => {
      const rollout = pick(rollouts, which);
      const cuts = new Set(stops.map((stop) => stop % rollout.records.length));
      let projector = createProjector(rollout.dialect, rollout.head);
      rollout.records.forEach(({ record, ref }, at) => {
        if (cuts.has(at)) projector = createProjector(rollout.dialect, rollout.head, saved(projector));
        projector.push(record, ref);
      });
      expect(sketch(projector)).toEqual(sketch(projectRollout(rollout)));
    }),
    { numRuns: 60 },
  );
});

test('whoever only takes the changes has the same lists', () => {
  for (const rollout of rollouts) {
    const projector = createProjector(rollout.dialect, rollout.head);
    const kept = { turns: [] as unknown[], items: [] as unknown[] };
    rollout.records.forEach(({ record, ref }, at) => {
      projector.push(record, ref);
      if (at % 7 !== 0 && at < rollout.records.length - 1) return;
      const changes = projector.takeChanges();
      for (const seq of changes.turns) kept.turns[seq] = structuredClone(projector.turns[seq]);
      for (const index of changes.items) kept.items[index] = structuredClone(projector.items[index]);
    });
    expect(kept).toEqual({ turns: projector.turns, items: projector.items });
  }
});

describe('a field of any type is survived, and its record is not lost', () => {
  const junk = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.string(),
    fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
    fc.constant(JSON.parse('{"__proto__": {"polluted": 1}}')),
  );

  test('one field of one record', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), junk, (which, at, where, value) => {
        const rollout = pick(rollouts, which);
        const mutated = { ...rollout, records: rollout.records.map((placed) => ({ ...placed })) };
        const placed = pick(mutated.records.slice(1), at);
        const raw = structuredClone(placed.record.raw);
        replaceField(
          placed.record.type === 'bare' ? raw : (raw.payload as Record<string, unknown>),
          where,
          value,
        );
        const payload = placed.record.type === 'bare' ? raw : (raw.payload as Record<string, unknown>);
        placed.record = { ...placed.record, raw, payload };
        const projector = projectRollout(mutated);
        expect(unaccounted(mutated, projector)).toEqual([]);
        expect(buildAll(mutated, projector).every((item) => typeof item.id === 'string')).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('lines in any order, twice or left out: nothing is lost, nothing throws', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.nat(), { maxLength: 60 }), (which, order) => {
      const rollout = pick(rollouts, which);
      const records = order.map((at, line) => {
        const { record, ref } = pick(rollout.records, at);
        return { record, ref: { ...ref, line: line + 1, offset: line * 1000, length: 999 } };
      });
      const shuffled = { ...rollout, records };
      const projector = projectRollout(shuffled);
      expect(unaccounted(shuffled, projector)).toEqual([]);
      buildAll(shuffled, projector);
      const places = projector.items.map((item) => `${item.turnSeq} ${item.seq}`);
      expect(new Set(places).size).toBe(places.length);
      const ids = projector.items.map((item) => `${item.turnSeq} ${item.itemId}`);
      expect(new Set(ids).size).toBe(ids.length);
      for (const turn of projector.turns) {
        expect(turn.itemCount).toBe(projector.items.filter((item) => item.turnSeq === turn.seq).length);
      }
    }),
    { numRuns: 300 },
  );
});

test('building in any order and alone gives the same items', () => {
  for (const rollout of rollouts) {
    const projector = projectRollout(rollout);
    const all = buildAll(rollout, projector);
    const backwards = projector.items.toReversed().map((item) => itemBuilder(rollout)(structuredClone(item)));
    expect(backwards.toReversed()).toEqual(all);
  }
});

function pick<Entry>(entries: readonly Entry[], at: number): Entry {
  const entry = entries[at % entries.length];
  if (entry === undefined) throw new RangeError('nothing to pick from');
  return entry;
}

/** As an index keeps it: through JSON. */
function saved(projector: Projector): SavedProjection {
  const { turns, items, usage, damage, kinds } = projector;
  const lists = JSON.parse(JSON.stringify({ turns, items, usage, damage, state: projector.save() })) as Omit<
    SavedProjection,
    'kinds'
  >;
  return { ...lists, kinds: structuredClone(kinds) };
}

/** Replaces the `where`-th field of all nested ones; undefined deletes it. */
function replaceField(root: Record<string, unknown>, where: number, value: unknown): void {
  const fields: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      fields.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(root);
  if (fields.length === 0) return;
  const [node, key] = pick(fields, where);
  if (value === undefined) delete node[key];
  else node[key] = value;
}
