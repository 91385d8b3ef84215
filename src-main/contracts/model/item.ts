import * as z from 'zod';
import type { RecordRef } from './record';

/** Any JSON, as a record holds it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type UserInput =
  | { type: 'text'; text: string; text_elements: Json[] }
  | { type: 'image'; url?: string; fileId?: string; detail?: string | null }
  | { type: 'localImage'; path: string; detail?: string | null }
  | { type: 'audio'; url?: string; fileId?: string }
  | { type: 'localAudio'; path: string }
  | { type: 'skill'; name: string; path: string }
  | { type: 'mention'; name: string; path: string };

export type CommandAction =
  | { type: 'read'; command: string; name: string; path: string }
  | { type: 'listFiles'; command: string; path: string | null }
  | { type: 'search'; command: string; query: string | null; path: string | null }
  | { type: 'unknown'; command: string };

export interface FileUpdateChange {
  path: string;
  kind: { type: 'add' } | { type: 'delete' } | { type: 'update'; move_path: string | null };
  diff: string;
}

export type ToolStatus = 'inProgress' | 'completed' | 'failed' | 'declined';

export type ToolOutputContent =
  | { type: 'inputText'; text: string }
  | { type: 'inputImage'; imageUrl: string }
  | { type: 'inputAudio'; audioUrl: string };

/** Item kinds of the app-server of release 0.169, field for field (`codex app-server generate-ts`). */
export type UpstreamItem =
  | { type: 'userMessage'; id: string; clientId: string | null; content: UserInput[] }
  | { type: 'hookPrompt'; id: string; fragments: { text: string; hookRunId: string }[] }
  | {
      type: 'agentMessage';
      id: string;
      text: string;
      phase: string | null;
      memoryCitation: Json;
      delivery: string | null;
      questions: Json;
      moderation: Json;
    }
  | { type: 'functionCallOutput'; id: string; name: string; namespace: string | null; output: Json }
  | { type: 'plan'; id: string; text: string }
  | { type: 'reasoning'; id: string; summary: string[]; content: string[] }
  | {
      type: 'commandExecution';
      id: string;
      command: string;
      cwd: string;
      processId: string | null;
      source: 'agent' | 'userShell' | 'unifiedExecStartup' | 'unifiedExecInteraction';
      status: ToolStatus;
      commandActions: CommandAction[];
      aggregatedOutput: string | null;
      exitCode: number | null;
      durationMs: number | null;
      pluginId: string | null;
      scriptPath: string | null;
    }
  | { type: 'fileChange'; id: string; changes: FileUpdateChange[]; status: ToolStatus }
  | {
      type: 'mcpToolCall';
      id: string;
      server: string;
      tool: string;
      status: ToolStatus;
      arguments: Json;
      appContext: Json;
      mcpAppResourceUri?: string;
      mcpAppUi: Json;
      pluginId: string | null;
      readOnlyHint: boolean | null;
      result: { content: Json[]; structuredContent: Json; _meta: Json } | null;
      error: { message: string } | null;
      durationMs: number | null;
    }
  | {
      type: 'dynamicToolCall';
      id: string;
      namespace: string | null;
      tool: string;
      arguments: Json;
      status: ToolStatus;
      contentItems: ToolOutputContent[] | null;
      success: boolean | null;
      durationMs: number | null;
    }
  | {
      type: 'collabAgentToolCall';
      id: string;
      tool: string;
      status: string;
      senderThreadId: string;
      receiverThreadIds: string[];
      prompt: string | null;
      model: string | null;
      reasoningEffort: string | null;
      agentsStates: { [threadId: string]: { status: string; message: string | null } };
    }
  | {
      type: 'subAgentActivity';
      id: string;
      kind: string;
      agentThreadId: string;
      agentPath: string;
      model: string | null;
      reasoningEffort: string | null;
    }
  | { type: 'webSearch'; id: string; query: string; action: Json; results: Json }
  | { type: 'imageView'; id: string; path: string }
  | { type: 'sleep'; id: string; durationMs: number }
  | {
      type: 'imageGeneration';
      id: string;
      status: string;
      revisedPrompt: string | null;
      result?: string;
      fileId?: string;
      savedPath?: string;
      transparentBackground?: boolean | null;
      failure: Json;
      inputImages?: Json[];
      generationId: string | null;
    }
  | { type: 'enteredReviewMode'; id: string; review: string }
  | { type: 'exitedReviewMode'; id: string; review: string }
  | {
      type: 'contextCompaction';
      id: string;
      /** Skein: the summary and what the model's context became. */
      compaction?: { message: string; replacementCount: number | null; record: RecordRef };
    };

/** Kinds that the app-server does not show and an auditor needs. Always `derived`. */
export type SkeinItem =
  /** Instructions and context that the program put into the model's input (environment, AGENTS.md, permissions ...). */
  | { type: 'contextMessage'; id: string; role: string; kinds: string[]; text: string }
  /** A message between agents. */
  | { type: 'interAgentMessage'; id: string; author: string; recipient: string; text: string }
  /** A record of a kind that this version does not know; shown raw. */
  | { type: 'unknownRecord'; id: string; recordType: string; raw: Json };

/** A string that was cut for the window; the rest is fetched with `threads.text`. */
export interface Clip {
  /** JSON pointer into the item. */
  pointer: string;
  /** Length of the whole string in UTF-16 units. */
  length: number;
  /** `media`: the string was a data URL and is fetched as bytes instead. */
  kind: 'text' | 'media';
  mime?: string;
  /** Decoded bytes of a data URL. */
  bytes?: number;
}

export interface ItemMarks {
  startedAtMs?: number | null;
  completedAtMs?: number | null;
  /** Skein: rebuilt from records that the app-server does not show as items. */
  derived?: true;
  /** Skein: the records that this item was built from, in file order. */
  provenance?: RecordRef[];
  /** Skein: strings cut for the window. */
  clips?: Clip[];
}

/** One thread item: the app-server's shape plus named additions. */
export type ThreadItem = (UpstreamItem | SkeinItem) & ItemMarks;

/**
 * What crosses the IPC for an item: kind and id are checked, the rest is passed on as it is, because
 * newer releases add fields that must be shown rather than dropped.
 */
export const threadItem = z.custom<ThreadItem>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string' &&
    typeof (value as { id?: unknown }).id === 'string',
  'not a thread item',
);
