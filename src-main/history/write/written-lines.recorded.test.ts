import { afterAll, describe, expect, test } from 'vitest';
import { recordedHome, unpackHome } from '../../fixtures/corpus';
import { object, string } from '../json';
import { readHome, type TestFile } from '../testing/read-home';
import type { RolloutRecord } from '../types';
import { forkMeta } from './fork-meta';
import { revertMeta } from './revert-meta';
import { reviewTurn } from './review-turn';
import { rollbackLines } from './rollback-lines';
import { rolloutLine } from './rollout-line';
import { gitUpdate, memoryModeUpdate } from './session-meta';
import { threadSettings } from './thread-settings';

type Payload = Record<string, unknown>;

const homes = ['paginated-0.169', 'edges-0.169', 'agents-0.169', 'legacy-0.150', 'legacy-0.133'];
const unpacked = await Promise.all(homes.map((name) => unpackHome(recordedHome(`fixtures/${name}`))));
afterAll(() => Promise.all(unpacked.map((home) => home.remove())));
const files = unpacked.flatMap(({ path }) => readHome(path).files);

const recordsOf = (file: TestFile): RolloutRecord[] => file.rollout.records.map(({ record }) => record);
const headerOf = (file: TestFile): Payload => recordsOf(file)[0]?.payload ?? {};
const firstFileOf = (threadId: unknown) =>
  files.find((file) => file.head.threadId === threadId && file.rolloutId === threadId);
/** A child of a review or of an agent is no fork by a user. */
const isOwn = (file: TestFile) => typeof headerOf(file).source === 'string';

describe('headers', () => {
  const forks = files.flatMap((file) => {
    const source = firstFileOf(headerOf(file).forked_from_id);
    return source &&
      isOwn(file) &&
      headerOf(file).attached_thread === undefined &&
      file.rolloutId === file.head.threadId
      ? [{ id: file.rolloutId, file, source }]
      : [];
  });

  test('there are forks of all three releases to compare with', () => {
    const releases = new Set(forks.map(({ file }) => headerOf(file).cli_version));
    expect(releases).toEqual(new Set(['0.133.0', '0.150.0', '0.169.0']));
  });

  test.each(forks)('of the fork $id', ({ file, source }) => {
    const written = headerOf(file);
    const git = object(written.git);
    const made = forkMeta(headerOf(source), {
      threadId: file.rolloutId,
      timestamp: String(written.timestamp),
      cwd: String(written.cwd),
      git: git && {
        sha: string(git.commit_hash),
        branch: string(git.branch),
        originUrl: string(git.repository_url),
      },
      windowId: String(object(written.context_window)?.window_id),
      base: file.head.historyBase,
      multiAgentVersion: string(written.multi_agent_version),
    });
    expect(JSON.stringify(made.payload)).toBe(JSON.stringify(written));
  });

  const reverts = files
    .filter((file) => file.rolloutId !== file.head.threadId)
    .map((file) => ({ id: file.rolloutId, file }));

  test.each(reverts)('of the reverted file $id', ({ file }) => {
    const written = headerOf(file);
    const first = firstFileOf(file.head.threadId);
    expect(first).toBeDefined();
    const made = revertMeta(first ? headerOf(first) : {}, {
      base: file.head.historyBase,
      timestamp: String(written.timestamp),
      multiAgentVersion: string(written.multi_agent_version),
    });
    expect(made.payload).toEqual(written);
  });
});

describe('settings', () => {
  const told = files.flatMap((file) => {
    const records = recordsOf(file);
    // Before its own settings a legacy fork may hold copied ones of its source.
    const at = records.findIndex(
      ({ payload }) =>
        payload.type === 'thread_settings_applied' &&
        (payload.thread_id === undefined || payload.thread_id === file.head.threadId),
    );
    const source = firstFileOf(headerOf(file).forked_from_id);
    const contexts = source ? recordsOf(source).filter(({ type }) => type === 'turn_context') : [];
    const turnContext = contexts.at(-1)?.payload;
    const settings = records[at]?.payload;
    return settings &&
      turnContext &&
      isOwn(file) &&
      object(settings.thread_settings)?.service_tier === undefined
      ? [{ id: file.rolloutId, header: headerOf(file), settings, turnContext }]
      : [];
  });

  test.each(told)('of the fork $id', ({ header, settings, turnContext }) => {
    const made = threadSettings(
      { applied: null, turnContext },
      {
        threadId: String(header.id),
        cliVersion: header.cli_version,
        modelProvider: header.model_provider,
        cwd: String(header.cwd),
      },
    );
    expect(made?.payload).toEqual(settings);
  });

  test('0.133 writes none', () => {
    const owner = { threadId: 'x', cliVersion: '0.133.0', modelProvider: 'mock', cwd: '/x' };
    expect(threadSettings({ applied: null, turnContext: {} }, owner)).toBeNull();
  });
});

describe('rollbacks', () => {
  const pairs = files.flatMap((file) => {
    const records = recordsOf(file);
    return records.flatMap(({ payload }, at) => {
      const usage = records[at - 1]?.payload;
      if (payload.type !== 'thread_rolled_back' || usage?.type !== 'token_count') return [];
      const before = records
        .slice(0, at - 1)
        .findLast((one) => one.payload.type === 'token_count' && one.payload.info !== null);
      return before ? [{ id: file.rolloutId, before: before.payload, usage, marker: payload }] : [];
    });
  });

  test('there are some', () => expect(pairs.length).toBeGreaterThan(3));

  test.each(pairs)('in $id', ({ before, usage, marker }) => {
    const guess = Number(object(object(usage.info)?.last_token_usage)?.total_tokens);
    const made = rollbackLines(Number(marker.num_turns), before, guess).map(({ payload }) => payload);
    expect(made.map((one) => JSON.stringify(one))).toEqual([JSON.stringify(usage), JSON.stringify(marker)]);
  });

  test('a thread whose usage nobody told gets the marker alone', () => {
    expect(rollbackLines(2, null, 0)).toEqual([
      { type: 'event_msg', payload: { type: 'thread_rolled_back', num_turns: 2 } },
    ]);
  });
});

describe('metadata of legacy threads', () => {
  const updates = files.flatMap((file) => {
    const [first, ...rest] = recordsOf(file).filter(
      ({ type, payload }) => type === 'session_meta' && payload.id === file.head.threadId,
    );
    return rest.flatMap(({ payload }) =>
      first ? [{ id: file.rolloutId, first: first.payload, payload }] : [],
    );
  });

  test('there are some', () => expect(updates.length).toBeGreaterThan(3));

  test.each(updates)('in $id', ({ first, payload }) => {
    const git = object(payload.git);
    const made = git
      ? gitUpdate(
          first,
          {
            sha: string(git.commit_hash),
            branch: string(git.branch),
            originUrl: string(git.repository_url),
          },
          string(payload.memory_mode),
        )
      : memoryModeUpdate(first, String(payload.memory_mode));
    expect(made.payload).toEqual(payload);
  });
});

describe('reviews', () => {
  const reviewed = files.flatMap((file) => {
    const records = recordsOf(file);
    const at = records.findIndex((record) => kindOf(record) === 'exited');
    const entered = records.findIndex((record) => kindOf(record) === 'entered');
    // 0.150 also runs detached reviews as a turn of an agent, which ends in another way.
    return at > 0 && at - entered < 8 ? [{ id: file.rolloutId, file, at, entered }] : [];
  });

  test('there are reviews of both dialects', () => {
    const dialects = new Set(reviewed.map(({ file }) => file.rollout.dialect));
    expect(dialects).toEqual(new Set(['legacy', 'paginated']));
  });

  test.each(reviewed)('have the records and fields that Codex wrote in $id', ({ file, at, entered }) => {
    const records = recordsOf(file);
    const output = object(
      records[at]?.payload.review_output ?? object(records[at]?.payload.item)?.review_output,
    );
    const [finding] = (output?.findings ?? []) as Payload[];
    const header = headerOf(file);
    const place = object(finding?.code_location);
    const range = object(place?.line_range);
    const made = reviewTurn(
      {
        findings: finding
          ? [
              {
                title: String(finding.title),
                body: String(finding.body),
                priority: Number(finding.priority),
                confidence: Number(finding.confidence_score),
                file: String(place?.absolute_file_path),
                startLine: Number(range?.start),
                endLine: Number(range?.end),
              },
            ]
          : [],
        verdict: output?.overall_correctness as 'patch is incorrect',
        explanation: String(output?.overall_explanation),
        confidence: Number(output?.overall_confidence_score),
      },
      {
        threadId: file.head.threadId,
        turnId: '01a20485-0000-7000-8000-000000000001',
        ids: { entered: 'e', exited: 'x', request: 'msg_r', answer: 'msg_a' },
        atMs: 1_795_372_166_000,
        dialect: file.rollout.dialect,
        cliVersion: header.cli_version,
        contextWindow: 258_400,
      },
    );
    const [, markIn, request, markOut, answer, shown, complete] = made;
    const theirs = [records[entered], ...records.slice(at - 1, at + 4)];
    const ours = [markIn, request, markOut, answer, shown, complete];
    for (const [n, item] of ours.entries()) {
      const record = JSON.parse(rolloutLine(item ?? { type: '', payload: {} }, 'T', null)) as RolloutRecord;
      // What only the running program can know: when the message came, and how it counts in its history.
      expect(shapeOf(record.payload)).toEqual(shapeOf(theirs[n]?.payload ?? {}));
      expect(record.type).toBe(theirs[n]?.type);
    }
    expect(textsOf(request?.payload ?? {})).toEqual(textsOf(theirs[1]?.payload ?? {}));
    expect(textsOf(answer?.payload ?? {})).toEqual(textsOf(theirs[3]?.payload ?? {}));
  });
});

function kindOf({ payload }: RolloutRecord): 'entered' | 'exited' | null {
  const type = payload.type === 'item_completed' ? object(payload.item)?.type : payload.type;
  if (type === 'entered_review_mode' || type === 'EnteredReviewMode') return 'entered';
  return type === 'exited_review_mode' || type === 'ExitedReviewMode' ? 'exited' : null;
}

/** Names of all fields, without values and without what Skein leaves to the program. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  const fields = object(value);
  if (!fields) return typeof value;
  const kept = Object.entries(fields).filter(([key]) => key !== 'create_time');
  return Object.fromEntries(kept.map(([key, one]) => [key, shapeOf(one)]));
}

function textsOf(payload: Payload): unknown {
  return ((payload.content ?? []) as Payload[]).map(({ text }) => text);
}
