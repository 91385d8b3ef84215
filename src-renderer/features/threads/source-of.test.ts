import { describe, expect, it } from 'vitest';
import { isAgentSource, sourceLabel, sourceOf, spawnParent } from './source-of';

const spawn = {
  subAgent: {
    thread_spawn: {
      parent_thread_id: 'p',
      depth: 1,
      agent_path: null,
      agent_nickname: null,
      agent_role: null,
    },
  },
};

describe('sourceOf', () => {
  it.each([
    ['cli', 'cli', 'CLI'],
    ['vscode', 'vscode', 'VS Code'],
    ['appServer', 'appServer', 'App server'],
    ['unknown', 'unknown', 'Unknown'],
    ['teleport', 'unknown', 'Unknown'],
    [{ custom: 'atlas' }, 'custom:atlas', 'atlas'],
    [{ subAgent: 'review' }, 'review', 'Reviews'],
    [{ subAgent: 'compact' }, 'compact', 'Compaction agents'],
    [{ subAgent: 'memory_consolidation' }, 'subAgent', 'Other agents'],
    [{ subAgent: { other: 'x' } }, 'subAgent', 'Other agents'],
    [spawn, 'spawn', 'Sub-agents'],
    [{ internal: 'guardian' }, 'unknown', 'Unknown'],
    [{}, 'unknown', 'Unknown'],
  ] as const)('%o is %s', (source, key, label) => {
    expect(sourceOf(source)).toBe(key);
    expect(sourceLabel(sourceOf(source))).toBe(label);
  });

  it('knows which threads another one started, and which one when the source says it', () => {
    expect(['cli', 'review', 'spawn', 'unknown'].map((key) => isAgentSource(key as 'cli'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(spawnParent(spawn)).toBe('p');
    for (const source of ['cli', {}, { subAgent: 'review' }, { subAgent: { other: 'x' } }])
      expect(spawnParent(source)).toBeNull();
  });
});
