import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { recordedHome } from '../../../../fixtures/corpus';
import { CodexError } from '../../../../fixtures/judge/app-server';
import { askCodex, type Codex } from '../../../../fixtures/judge/ask-codex';
import type { CodexProgram } from '../../../../fixtures/judge/codex-program';
import { type Difference, differencesOf } from '../../../../fixtures/judge/differences';
import { changesBetween, type HomeState, homeState } from '../../../../fixtures/judge/home-state';
import { type JudgedHome, judgedHome } from '../../../../fixtures/judge/judged-home';
import { idsIn, masked, type Volatile } from '../../../../fixtures/judge/masked';
import { parseRolloutName } from '../../rollouts/rollout-name';
import { editHome } from './edit-home';
import type { Operation } from './operations';

type Json = Record<string, unknown>;

/** What an operation left on disk, and what the real program says of it afterwards. */
interface Verdict {
  disk: unknown;
  answers: unknown;
}

/**
 * Lets Skein do an operation on one copy of a home and the real program on another, and gives every place at which what
 * they left on disk, or what the real program then answers, differs.
 */
export async function judgeOperation(program: CodexProgram, operation: Operation): Promise<Difference[]> {
  const ours = await judgedHome(recordedHome(operation.home));
  const theirs = await ours.copy();
  try {
    const bySkein = await judged(program, ours, async () => {
      const newThreadId = await editHome(ours.path, operation.request);
      return newThreadId ?? operation.threadId;
    });
    const byCodex = await judged(program, theirs, () =>
      askCodex(program, theirs.path, (codex) => operation.byCodex(codex)),
    );
    return differencesOf(bySkein, byCodex);
  } finally {
    await ours.remove();
    await theirs.remove();
  }
}

async function judged(
  program: CodexProgram,
  home: JudgedHome,
  operate: () => Promise<string>,
): Promise<Verdict> {
  const before = await homeState(home.path);
  const since = Date.now();
  const threadId = await operate();
  const after = await homeState(home.path);
  const facts: Volatile = {
    ...{ home: home.path, since },
    known: idsIn(textOf(before)),
    names: await newNames(home.path, before, threadId),
  };
  const disk = masked(changesBetween(before, after), facts);
  const answers = await askCodex(program, home.path, (codex) => answersOf(codex, threadId));
  return { disk, answers: masked(answers, facts) };
}

/** List, archived list, read, resume with usage, one more turn, fork of the result; refusals in the program's words. */
async function answersOf(codex: Codex, threadId: string): Promise<Json> {
  const isIt = (thread: Json) => thread.id === threadId;
  const turnsOf = async () => (await codex.read(threadId)).turns;
  return {
    listed: (await codex.list()).filter(isIt),
    archived: (await codex.list({ archived: true })).filter(isIt),
    read: await answer(() => codex.read(threadId)),
    resumed: await answer(() => codex.resume(threadId)),
    turn: await answer(async () => (await codex.turn(threadId, 'And now?')).status),
    grown: await answer(turnsOf),
    fork: await answer(async () => {
      const { turns, preview, name } = await codex.fork(threadId);
      return { turns, preview, name };
    }),
  };
}

async function answer(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CodexError) return { refused: error.message };
    throw error;
  }
}

function textOf(state: HomeState): string[] {
  return [...state.files.keys(), ...[...state.files.values()].flat()];
}

/** Names for the new thread and for the file that a revert makes. */
async function newNames(home: string, before: HomeState, threadId: string): Promise<Record<string, string>> {
  const names: Record<string, string> = { [threadId]: '<thread>' };
  for (const file of await readdir(home, { recursive: true })) {
    const name = before.files.has(file) ? null : parseRolloutName(basename(file));
    if (name && name.rolloutId !== name.threadId) names[name.rolloutId] = '<rollout>';
  }
  return names;
}
