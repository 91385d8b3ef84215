import { describe, expect, test } from 'vitest';
import { isInteractive, sourceKindsOf, sourceOfColumn, toWireSource } from './thread-metadata-source';

const spawn = { parent_thread_id: 'p', depth: 1 };
const wireSpawn = { ...spawn, agent_path: null, agent_nickname: null, agent_role: null };

describe('the source of a thread', () => {
  test.each([
    [null, 'vscode'],
    [undefined, 'vscode'],
    ['cli', 'cli'],
    ['mcp', 'appServer'],
    ['brand_new', 'unknown'],
    [7, 'unknown'],
    [{ custom: 'atlas' }, { custom: 'atlas' }],
    [{ internal: 'guardian' }, 'unknown'],
    [{ subagent: 'review' }, { subAgent: 'review' }],
    [{ subagent: { other: 'x' } }, { subAgent: { other: 'x' } }],
    [{ subagent: { thread_spawn: spawn } }, { subAgent: { thread_spawn: wireSpawn } }],
    [
      { subagent: { thread_spawn: { ...spawn, agent_type: 'explorer' } } },
      { subAgent: { thread_spawn: { ...wireSpawn, agent_role: 'explorer' } } },
    ],
  ])('%j is %j to the app-server', (written, wire) => {
    expect(toWireSource(written)).toEqual(wire);
  });

  test('the column holds a word or JSON', () => {
    expect(sourceOfColumn('exec')).toBe('exec');
    expect(sourceOfColumn('{"subagent":"compact"}')).toEqual({ subAgent: 'compact' });
    expect(sourceOfColumn('{broken')).toBe('unknown');
    expect(sourceOfColumn('')).toBe('unknown');
  });

  test.each([
    ['cli', ['cli'], true],
    ['vscode', ['vscode'], true],
    ['appServer', ['appServer'], false],
    ['unknown', ['unknown'], false],
    [{ custom: 'chatgpt' }, [], true],
    [{ custom: 'mine' }, [], false],
    [{ subAgent: 'review' }, ['subAgent', 'subAgentReview'], false],
    [{ subAgent: 'compact' }, ['subAgent', 'subAgentCompact'], false],
    [{ subAgent: { thread_spawn: wireSpawn } }, ['subAgent', 'subAgentThreadSpawn'], false],
    [{ subAgent: 'memory_consolidation' }, ['subAgent', 'subAgentOther'], false],
    [{ subAgent: { other: 'x' } }, ['subAgent', 'subAgentOther'], false],
  ])('%j answers to the filters %j', (source, kinds, interactive) => {
    expect(sourceKindsOf(source)).toEqual(kinds);
    expect(isInteractive(source)).toBe(interactive);
  });
});
