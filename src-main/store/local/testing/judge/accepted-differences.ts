/** A difference between what Skein leaves and what the real program leaves, and why it is right as it is. */
export interface AcceptedDifference {
  /** Releases, operations and places that it is about; a place is e.g. `disk.rows.threads.<thread>.git_sha`. */
  release?: RegExp;
  operation?: RegExp;
  place: RegExp;
  why: string;
}

export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    place: /\.git(_|Info|\.|$)/,
    operation: /fork|revert/,
    why: 'Forks and reverted threads keep the git facts that they had, edits included; Codex asks the repository at the directory again, and here there is none.',
  },
  {
    release: /0\.169/,
    operation: /revert/,
    place: /\.lines\..*_<rollout>\.jsonl\.1\.payload\.thread_settings\.service_tier$/,
    why: 'Settings are those of the last turn that stays; a loaded thread also has the default service tier.',
  },
  {
    release: /0\.169/,
    operation: /revert/,
    place: /\.lines\..*_<rollout>\.jsonl\.2$|next_rollout_ordinal$/,
    why: 'Codex loads the thread again after a revert and tells its settings once more.',
  },
  {
    release: /0\.169/,
    operation: /legacy fork through a turn/,
    place: /\.jsonl\.1\.payload\.multi_agent_version$/,
    why: "Of a cut legacy history Codex completes the source's header; Skein copies it as it is.",
  },
  {
    release: /0\.133/,
    operation: /fork/,
    place: /\.jsonl\.0\.payload\.originator$/,
    why: 'A fork keeps the originator of its source, as it does from 0.150 on; 0.133 writes the client that asked for it.',
  },
  {
    release: /0\.1[35]/,
    operation: /rollback/,
    place: /last_token_usage\.total_tokens$|usage\.tokenUsage\.last\.totalTokens$/,
    why: 'How full the context is: Skein takes what the model last reported for the turns that stay, Codex guesses from bytes.',
  },
  {
    release: /0\.1[35]/,
    operation: /rollback/,
    place: /payload\.rate_limits$/,
    why: 'Skein repeats the last rate limits that were told, as Codex does in a session that knows them.',
  },
  {
    release: /0\.1[35]/,
    operation: /rollback/,
    place: /rows\.threads\.[-0-9a-f]+\.(title|created_at_ms)$/,
    why: 'Codex writes the row of a legacy thread anew when it loads it: the name goes from the title, the milliseconds come.',
  },
  {
    operation: /name|git|memory mode|archive/,
    place: /rows\.threads\.[-0-9a-f]+\.(created|updated)_at_ms$/,
    why: "Before Codex edits a row it may bring it in line with the file's times; Skein leaves the times of a thread alone.",
  },
  {
    operation: /legacy memory mode/,
    place: /rows\.threads\.[-0-9a-f]+\.updated_at$|answers\.read\.updatedAt$/,
    why: 'For Codex a changed memory mode of a legacy thread is activity; for Skein it is not, like every other metadata.',
  },
  {
    release: /0\.169/,
    operation: /fork of other settings/,
    place: /reasoning_?effort$/i,
    why: 'A fork goes on with the settings of the last turn that it takes over; Codex takes those of its configuration.',
  },
];
