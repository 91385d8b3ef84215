/** Part of the window that owns the focus, from the nearest `data-scope`. */
export type Scope = 'side' | 'list' | 'thread' | 'review';

/** A key that only counts while the focus is in one part; it wins over the same key without one. */
interface ScopedKey {
  key: string;
  within: Scope;
}

export interface CommandRow {
  title: string;
  group: 'General' | 'Projects' | 'Thread list' | 'Thread' | 'Editing';
  /** `Mod` is Cmd on a Mac, else Ctrl. Letters are written small; `Shift+j` is Shift and J. */
  keys: readonly (string | ScopedKey)[];
  /** Fires while a text field has the focus, too. Keys with `Mod` always do. */
  inFields?: true;
  /** Left out of the palette: it only makes sense as a key. */
  keyOnly?: true;
}

/** Keys of the projects. */
const side = (key: string): ScopedKey => ({ key, within: 'side' });

/** Keys of the thread list. */
const list = (key: string): ScopedKey => ({ key, within: 'list' });

/** Keys of the review. */
const review = (key: string): ScopedKey => ({ key, within: 'review' });

/** Keys of the transcript. */
const thread = (key: string): ScopedKey => ({ key, within: 'thread' });

/**
 * Every command of the window with its keys. The `?` sheet, the palette, the menu and the key handler all read this
 * one table; whoever can carry a command out says so with `useCommand`.
 */
export const keymap = {
  palette: { title: 'Command palette', group: 'General', keys: ['Mod+k'], keyOnly: true },
  search: { title: 'Filter threads by text', group: 'General', keys: ['/'] },
  back: { title: 'One step back', group: 'General', keys: ['Escape'], inFields: true, keyOnly: true },
  sidebar: { title: 'Show or hide projects', group: 'General', keys: ['Mod+b'] },
  settings: { title: 'Settings', group: 'General', keys: [',', 'Mod+,'] },
  keys: { title: 'All keys', group: 'General', keys: ['?'] },
  'choose-home': { title: 'Open another Codex home …', group: 'General', keys: ['Mod+o'] },
  'theme-system': { title: 'Theme: as the system', group: 'General', keys: [] },
  'theme-light': { title: 'Theme: light', group: 'General', keys: [] },
  'theme-dark': { title: 'Theme: dark', group: 'General', keys: [] },
  'open-demo': { title: 'Open the demo home', group: 'General', keys: [] },

  'side-next': {
    title: 'Next project',
    group: 'Projects',
    keys: [side('j'), side('ArrowDown')],
    keyOnly: true,
  },
  'side-previous': {
    title: 'Previous project',
    group: 'Projects',
    keys: [side('k'), side('ArrowUp')],
    keyOnly: true,
  },
  'side-first': { title: 'First project', group: 'Projects', keys: [side('Home')], keyOnly: true },
  'side-last': { title: 'Last project', group: 'Projects', keys: [side('End')], keyOnly: true },
  'side-expand': { title: 'Show directories', group: 'Projects', keys: [side('ArrowRight')], keyOnly: true },
  'side-collapse': { title: 'Hide directories', group: 'Projects', keys: [side('ArrowLeft')], keyOnly: true },
  'side-choose': {
    title: 'Show only this',
    group: 'Projects',
    keys: [side('Enter'), side(' ')],
    keyOnly: true,
  },

  'list-next': { title: 'Next row', group: 'Thread list', keys: ['j', list('ArrowDown')], keyOnly: true },
  'list-previous': {
    title: 'Previous row',
    group: 'Thread list',
    keys: ['k', list('ArrowUp')],
    keyOnly: true,
  },
  'list-page-down': { title: 'One page down', group: 'Thread list', keys: [list('PageDown')], keyOnly: true },
  'list-page-up': { title: 'One page up', group: 'Thread list', keys: [list('PageUp')], keyOnly: true },
  'list-first': { title: 'First row', group: 'Thread list', keys: [list('Home')], keyOnly: true },
  'list-last': { title: 'Last row', group: 'Thread list', keys: [list('End')], keyOnly: true },
  'list-expand': {
    title: 'Show sub-agents',
    group: 'Thread list',
    keys: [list('ArrowRight')],
    keyOnly: true,
  },
  'list-collapse': {
    title: 'Hide sub-agents',
    group: 'Thread list',
    keys: [list('ArrowLeft')],
    keyOnly: true,
  },
  open: {
    title: 'Open: move to the thread',
    group: 'Thread list',
    keys: ['Enter', 'o'],
    keyOnly: true,
  },
  'next-thread': { title: 'Next thread', group: 'Thread list', keys: [']'] },
  'previous-thread': { title: 'Previous thread', group: 'Thread list', keys: ['['] },
  sort: { title: 'Sort threads', group: 'Thread list', keys: ['s'] },
  'clear-filters': { title: 'Clear all filters', group: 'Thread list', keys: ['Shift+x'] },

  'mark-next': {
    title: 'Select the next, too',
    group: 'Thread list',
    keys: [list('Shift+ArrowDown')],
    keyOnly: true,
  },
  'mark-previous': {
    title: 'Select the previous, too',
    group: 'Thread list',
    keys: [list('Shift+ArrowUp')],
    keyOnly: true,
  },
  'mark-to-last': {
    title: 'Select to the end',
    group: 'Thread list',
    keys: [list('Shift+End')],
    keyOnly: true,
  },
  'mark-to-first': {
    title: 'Select to the start',
    group: 'Thread list',
    keys: [list('Shift+Home')],
    keyOnly: true,
  },
  'mark-all': { title: 'Select all that fit the filters', group: 'Thread list', keys: [list('Mod+a')] },

  find: { title: 'Find in thread', group: 'Thread', keys: ['Mod+f'] },
  'find-next': { title: 'Next match', group: 'Thread', keys: ['Mod+g', 'F3'], inFields: true },
  'find-previous': {
    title: 'Previous match',
    group: 'Thread',
    keys: ['Mod+Shift+g', 'Shift+F3'],
    inFields: true,
  },
  'item-next': {
    title: 'Next item',
    group: 'Thread',
    keys: [thread('j'), thread('ArrowDown')],
    keyOnly: true,
  },
  'item-previous': {
    title: 'Previous item',
    group: 'Thread',
    keys: [thread('k'), thread('ArrowUp')],
    keyOnly: true,
  },
  'item-page-down': { title: 'One page down', group: 'Thread', keys: [thread('PageDown')], keyOnly: true },
  'item-page-up': { title: 'One page up', group: 'Thread', keys: [thread('PageUp')], keyOnly: true },
  'item-first': {
    title: 'Start of the thread',
    group: 'Thread',
    keys: [thread('g'), thread('Home')],
    keyOnly: true,
  },
  'item-last': {
    title: 'End of the thread',
    group: 'Thread',
    keys: [thread('Shift+g'), thread('End')],
    keyOnly: true,
  },
  'item-toggle': {
    title: 'Open or fold the item',
    group: 'Thread',
    keys: [thread('Enter'), thread(' ')],
    keyOnly: true,
  },
  'turn-toggle': {
    title: 'Open or fold all of the turn',
    group: 'Thread',
    keys: [thread('e')],
    keyOnly: true,
  },
  raw: { title: 'Raw records', group: 'Thread', keys: ['r'] },
  'copy-resume': { title: 'Copy the resume command', group: 'Thread', keys: ['y'] },
  'resume-terminal': { title: 'Resume in Codex, in a terminal …', group: 'Thread', keys: [] },
  'parent-thread': { title: 'Parent of this fork', group: 'Thread', keys: ['p'] },
  'fork-thread': { title: 'Fork the thread …', group: 'Thread', keys: [] },
  'fork-before-turn': { title: 'Fork before this turn …', group: 'Thread', keys: [thread('f')] },
  'fork-through-turn': { title: 'Fork through this turn …', group: 'Thread', keys: [thread('Shift+f')] },
  'rollback-to-turn': { title: 'Roll back to before this turn …', group: 'Thread', keys: [thread('u')] },
  'rollback-turns': { title: 'Roll back turns …', group: 'Thread', keys: [] },
  review: { title: 'Review this thread', group: 'Thread', keys: ['v'] },
  'review-item': { title: 'Add a finding on this item', group: 'Thread', keys: [thread('n')] },
  'review-finish': { title: 'Finish the review …', group: 'Thread', keys: [review('Mod+Enter')] },
  'next-prompt': { title: 'Next prompt', group: 'Thread', keys: ['Shift+j'] },
  'previous-prompt': { title: 'Previous prompt', group: 'Thread', keys: ['Shift+k'] },

  git: { title: 'Git: branch, commit, origin', group: 'Editing', keys: ['b'] },
  'git-many': { title: 'Edit git of many threads', group: 'Editing', keys: ['Shift+b'] },
  rename: { title: 'Rename', group: 'Editing', keys: ['F2'] },
  archive: { title: 'Archive or unarchive', group: 'Editing', keys: [list('e'), 'Shift+e'] },
  delete: { title: 'Delete …', group: 'Editing', keys: [list('Delete'), list('Mod+Backspace')] },
  'memory-enable': { title: 'Memory mode: enabled', group: 'Editing', keys: [] },
  'memory-disable': { title: 'Memory mode: disabled', group: 'Editing', keys: [] },
  journal: { title: 'Journal of edits', group: 'Editing', keys: ['h'] },
  'journal-thread': { title: 'Journal of this thread', group: 'Editing', keys: ['Shift+h'] },
  'undo-edit': { title: 'Undo the last edit', group: 'Editing', keys: ['Mod+z'] },
} as const satisfies Record<string, CommandRow>;

export type CommandId = keyof typeof keymap;

/** The rows in the order of the table, with their ids and the wide type. */
export const commandRows = Object.entries(keymap) as [CommandId, CommandRow][];
