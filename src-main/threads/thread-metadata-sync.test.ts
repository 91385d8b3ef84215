import { expect, test } from 'vitest';
import type { Thread } from '../contracts/model/thread';
import { settingsOfParams, unstoredThread } from './thread-settings';
import {
  agentMessage,
  event,
  newParams,
  newThreadId,
  tokenCount,
  turnContext,
  turnStarted,
  userItem,
  userMessage,
} from './testing/thread-items';
import { ThreadMetadataSync } from './thread-metadata-sync';

/** Epoch ms that a test moves on. */
function clock(ms = 1_795_370_000_000) {
  const time = { ms };
  return { time, now: () => time.ms };
}

const stored = (more: Partial<Thread> = {}): Thread => ({
  ...unstoredThread(settingsOfParams(newParams(), 1000), false),
  ...{ preview: 'Hello', model: 'gpt-6', tokensUsed: 120, cwd: '/srv/a', cliVersion: '0.169.0' },
  ...more,
});

function created(historyMode: 'legacy' | 'paginated' = 'legacy') {
  const { time, now } = clock();
  const sync = new ThreadMetadataSync({ created: newParams(historyMode) }, now);
  /** Takes what is due, as if it were written. */
  const take = () => {
    const due = sync.due();
    if (due) sync.markApplied(due);
    return due?.patch ?? null;
  };
  return { sync, time, take };
}

test('what a thread was made with waits for the first thing that happens to it', () => {
  const { sync, time } = created();
  const at = new Date(time.ms);
  expect([sync.due(), sync.pending()]).toEqual([null, null]);
  sync.release();
  expect(sync.due()?.patch).toEqual({
    ...{ modelProvider: 'openai', memoryMode: 'enabled', source: 'cli', cwd: '/srv/a' },
    ...{ createdAt: at, updatedAt: at },
  });
});

test('git and label of a new thread are told when it has them', () => {
  const gitInfo = { sha: 'a', branch: 'main', originUrl: null };
  const sync = new ThreadMetadataSync({ created: newParams('legacy', { gitInfo, threadSource: 'user' }) });
  sync.release();
  expect(sync.due()?.patch).toMatchObject({ gitInfo, threadSource: 'user' });
});

test('resume_history_keeps_derived_metadata_pending_until_applied', () => {
  const sync = new ThreadMetadataSync({ resumed: stored() });
  sync.release();
  const first = sync.pending();
  expect(first?.patch).toMatchObject({ preview: 'Hello', model: 'gpt-6', tokensUsed: 120, cwd: '/srv/a' });
  // Asked for again it is still there: only what was written is forgotten.
  expect(sync.pending()).toEqual(first);
  if (first) sync.markApplied(first);
  expect(sync.pending()).toBeNull();
});

test('resume_history_waits_for_append_before_flushing_metadata', () => {
  const { now } = clock();
  const sync = new ThreadMetadataSync({ resumed: stored() }, now);
  expect([sync.due(), sync.pending()]).toEqual([null, null]);
  sync.observe([agentMessage('Hi')]);
  expect(sync.due()?.patch).toMatchObject({ preview: 'Hello', updatedAt: new Date(now()) });
});

test('opening a thread neither moves it in a list nor undoes what the user set', () => {
  const sync = new ThreadMetadataSync({
    resumed: stored({
      gitInfo: { sha: 'a', branch: 'b', originUrl: null },
      memoryMode: 'disabled',
      name: 'Mine',
    }),
  });
  sync.release();
  const patch = sync.pending()?.patch ?? {};
  const told = Object.keys(patch);
  for (const field of ['updatedAt', 'advanceRecencyAt', 'gitInfo', 'memoryMode', 'name', 'title', 'source']) {
    expect(told).not.toContain(field);
  }
});

test('goal_update_sets_preview_without_overriding_existing_preview', () => {
  const goal = event({ type: 'thread_goal_updated', goal: { objective: 'Win' } });
  const { sync, take } = created();
  sync.observe([goal]);
  expect(take()).toMatchObject({ preview: 'Win' });
  sync.observe([userMessage('Hello')]);
  // The goal was first; the first message still is what it is.
  expect(take()).toEqual({ firstUserMessage: 'Hello', title: 'Hello', updatedAt: expect.any(Date) });

  const other = created();
  other.sync.observe([userMessage('Hello'), goal]);
  expect(other.take()).toMatchObject({ preview: 'Hello' });
});

test('later_user_messages_do_not_emit_existing_preview_fields', () => {
  for (const say of [userMessage, (text: string) => userItem(newThreadId, text)]) {
    const { sync, take } = created();
    sync.observe([say('First'), say('Second')]);
    expect(take()).toMatchObject({ preview: 'First', firstUserMessage: 'First', title: 'First' });
    sync.observe([say('Third'), tokenCount(5)]);
    expect(take()).toEqual({ tokensUsed: 5, updatedAt: expect.any(Date) });
  }
  const resumed = new ThreadMetadataSync({ resumed: stored() });
  resumed.observe([userMessage('Later')]);
  expect(Object.keys(resumed.due()?.patch ?? {})).not.toContain('title');
  expect(resumed.due()?.patch).toMatchObject({ preview: 'Hello' });
});

test('name set before first turn survives the first message: a legacy title is not taken over', () => {
  const { sync, take } = created();
  sync.keepName();
  sync.observe([userMessage('Hello')]);
  expect(take()).toMatchObject({ preview: 'Hello', firstUserMessage: 'Hello' });
  const named = new ThreadMetadataSync({ resumed: stored({ preview: '', name: 'Mine' }) });
  named.observe([userMessage('Hello')]);
  expect(Object.keys(named.due()?.patch ?? {})).not.toContain('title');
  // Paginated threads keep names in a column of their own, so the title is the first message.
  const paginated = created('paginated');
  paginated.sync.keepName();
  paginated.sync.observe([userItem(newThreadId, 'Hello')]);
  expect(paginated.take()).toMatchObject({ title: 'Hello' });
});

test('metadata_irrelevant_items_coalesce_updated_at_touches', () => {
  const { sync, time, take } = created();
  sync.observe([userMessage('Hello')]);
  expect(take()).toMatchObject({ preview: 'Hello' });
  time.ms += 4_999;
  sync.observe([agentMessage('Hi')]);
  expect(take()).toBeNull();
  // A barrier takes it with it.
  expect(sync.pending()?.patch).toEqual({ updatedAt: new Date(time.ms) });
  time.ms += 1;
  sync.observe([agentMessage('Ho')]);
  expect(take()).toEqual({ updatedAt: new Date(time.ms) });
  time.ms += 10;
  sync.observe([agentMessage('He')]);
  expect(take()).toBeNull();
  // Facts do not wait, and take the sign of life with them.
  sync.observe([tokenCount(7)]);
  expect(take()).toEqual({ tokensUsed: 7, updatedAt: new Date(time.ms) });
  expect(sync.pending()).toBeNull();
});

test('turn_start_advances_recency_at_without_changing_updated_at_behavior', () => {
  const { sync, time, take } = created();
  sync.observe([turnStarted('one')]);
  expect(take()).toMatchObject({ advanceRecencyAt: new Date(time.ms) });
  time.ms += 10_000;
  sync.observe([agentMessage('Hi')]);
  expect(take()).toEqual({ updatedAt: new Date(time.ms) });
  time.ms += 10;
  sync.observe([turnStarted('two')]);
  expect(take()).toMatchObject({ advanceRecencyAt: new Date(time.ms) });
});

test('cwd is taken from turns only while nobody knows it, from the own header always', () => {
  const { sync, take } = created();
  sync.observe([turnContext()]);
  expect(take()).toMatchObject({ cwd: '/srv/a', model: 'gpt-6', reasoningEffort: 'high' });
  sync.observe([{ type: 'session_meta', payload: { id: newThreadId, cwd: '/srv/moved' } }]);
  expect(take()).toMatchObject({ cwd: '/srv/moved' });
  const nowhere = new ThreadMetadataSync({ resumed: stored({ cwd: '' }) });
  nowhere.observe([turnContext(), turnContext({ cwd: '/srv/later' })]);
  expect(nowhere.due()?.patch).toMatchObject({ cwd: '/srv/turn' });
});

test('what came since an update was begun stays pending', () => {
  const { sync } = created();
  sync.observe([userMessage('Hello')]);
  const begun = sync.due();
  sync.observe([tokenCount(9)]);
  if (begun) sync.markApplied(begun);
  expect(sync.pending()?.patch).toMatchObject({ tokensUsed: 9 });
  const rest = sync.pending();
  if (rest) sync.markApplied(rest);
  expect(sync.pending()).toBeNull();
});

test('a fork takes over what its source implies: all of it in legacy form, the preview in paginated form', () => {
  const source = { preview: 'Hello', model: 'gpt-6', tokensUsed: 120 };
  const legacy = created();
  legacy.sync.inherit(stored(source));
  legacy.sync.observe([userMessage('Mine')]);
  expect(legacy.take()).toMatchObject({ ...source, firstUserMessage: 'Hello', title: 'Hello' });
  const paginated = created('paginated');
  paginated.sync.inherit(stored({ ...source, historyMode: 'paginated' }));
  paginated.sync.observe([userItem(newThreadId, 'Mine')]);
  const told = paginated.take();
  expect(told).toMatchObject({ preview: 'Hello', model: 'gpt-6', firstUserMessage: 'Mine', title: 'Mine' });
  expect(told).not.toHaveProperty('tokensUsed');
});
