import { describe, expect, it } from 'vitest';
import { threadHeader, type NewThreadFacts } from './thread-header';

const facts = { createdAt: new Date('2026-11-22T17:43:10.995Z'), windowId: 'window' };
const params: NewThreadFacts = {
  threadId: 'thread',
  sessionId: 'session',
  forkedFromId: null,
  parentThreadId: null,
  source: 'vscode',
  threadSource: null,
  originator: 'skein',
  baseInstructions: { text: 'Be brief.' },
  dynamicTools: [],
  historyMode: 'paginated',
  historyBase: null,
  gitInfo: { sha: 'abc', branch: 'main', originUrl: null },
  metadata: { cwd: '/srv/a', modelProvider: 'openai', memoryMode: 'disabled' },
};
const header = (more: Partial<NewThreadFacts> = {}, inherited?: Record<string, unknown>) =>
  threadHeader({ ...params, ...more }, { ...facts, ...(inherited && { inherited }) });

describe('the header of a new thread', () => {
  it('has the keys of 0.169, in its order', () => {
    expect(JSON.stringify(header())).toBe(
      '{"type":"session_meta","payload":{"account_scoped":true,"session_id":"session","id":"thread",' +
        '"timestamp":"2026-11-22T17:43:10.995Z","cwd":"/srv/a","runtime_workspace_roots":["/srv/a"],' +
        '"originator":"skein","cli_version":"0.169.0","source":"vscode","model_provider":"openai",' +
        '"base_instructions":{"text":"Be brief."},"history_mode":"paginated","context_window":{"window_id":"window"},' +
        '"git":{"commit_hash":"abc","branch":"main"}}}',
    );
  });

  it('tells a memory mode in legacy files only, and only when it is not the usual one', () => {
    expect(header().payload).not.toHaveProperty('memory_mode');
    expect(header({ historyMode: 'legacy' }).payload).toMatchObject({
      memory_mode: 'disabled',
      history_mode: 'legacy',
    });
  });

  it('spells sources as files do, and repeats what a sub-agent is', () => {
    expect(header({ source: 'appServer' }).payload.source).toBe('mcp');
    const thread_spawn = {
      ...{ parent_thread_id: 'parent', depth: 1, agent_path: '/root/a' },
      ...{ agent_nickname: 'Boyle', agent_role: null },
    };
    const { payload } = header({ source: { subAgent: { thread_spawn } }, parentThreadId: 'parent' });
    expect(payload).toMatchObject({
      source: { subagent: { thread_spawn } },
      parent_thread_id: 'parent',
      agent_nickname: 'Boyle',
      agent_path: '/root/a',
    });
    expect(payload).not.toHaveProperty('agent_role');
  });

  it('takes over from a source what is not about the source alone', () => {
    const source = {
      id: 'source',
      forked_from_id: 'other',
      history_base: { thread_id: 'other' },
      subagent_history_start_ordinal: 7,
      memory_mode: 'disabled',
      git: { branch: 'old' },
      cli_version: '0.150.0',
      multi_agent_version: 'v1',
      base_instructions: { text: 'Of the source' },
    };
    const base = { rolloutId: 'source', endOrdinalExclusive: 41, endByteOffset: 57634 };
    const fork = { forkedFromId: 'source', historyBase: base, gitInfo: null };
    expect(header({ ...fork, baseInstructions: null }, source).payload).toEqual({
      ...header({ gitInfo: null }).payload,
      forked_from_id: 'source',
      forked_from_ordinal_exclusive: 41,
      history_base: { thread_id: 'source', end_ordinal_exclusive: 41, end_byte_offset: 57634 },
      multi_agent_version: 'v1',
      base_instructions: { text: 'Of the source' },
    });
    expect(header(fork, source).payload.base_instructions).toEqual({ text: 'Be brief.' });
  });
});
