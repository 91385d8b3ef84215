/**
 * The names of all request channels, for the preload: it must hold no schema library, so it cannot read
 * them from the channels themselves. A test keeps the two equal.
 */
export const channelNames = [
  'threads:list',
  'threads:read',
  'threads:outline',
  'threads:items',
  'threads:text',
  'threads:record',
  'threads:find',
  'usage:replay',
  'audit:check',
  'edits:plan',
  'edits:entries',
  'edits:apply',
  'edits:drop',
  'edits:journal',
  'edits:batch',
  'edits:writer',
  'edits:bin',
  'edits:emptyBin',
  'edits:readDraft',
  'edits:saveDraft',
  'git:evidence',
  'git:allow',
  'git:history',
  'settings:read',
  'settings:write',
  'settings:place',
  'app:describe',
  'app:chooseHome',
  'app:openDemo',
  'app:restartStore',
  'app:openExternal',
  'app:resumeInCodex',
] as const;

/** The one channel on which main tells the window something without being asked. */
export const eventChannel = 'skein:event';
