import type { EditOutcome, EditPlan, EditRequest } from '@contracts/model/edit';
import { createContext, useContext } from 'react';

/** A name that is being typed, and where. */
export interface Renaming {
  threadId: string;
  place: 'list' | 'header';
}

/** Something to be told above the status bar. */
export interface Notice {
  text: string;
  tone?: 'warn';
  /** At most two things to do about it. */
  actions?: readonly { label: string; run: () => void }[];
  /** Stays until it is put away; else it goes by itself after a while. */
  stays?: boolean;
}

export interface ProposeOptions {
  /** Called once something was applied, e.g. to go to the thread that a fork made. */
  onDone?: (outcome: EditOutcome) => void;
  /** Called when the plan could not be done as a whole; it is gone then. */
  onFailed?: () => void;
}

/** The way to change anything: every edit is shown as a plan first, and done when the user applies it. */
export interface Edits {
  /** Opens the dialog with what the edit would change. Nothing is written before the user applies it. */
  propose: (request: EditRequest, options?: ProposeOptions) => void;
  /** Does a plan that the user has before his eyes elsewhere; the dialog shows how it goes. */
  apply: (plan: EditPlan, request: EditRequest, options?: ProposeOptions) => void;
  renaming: Renaming | null;
  rename: (target: Renaming | null) => void;
  notify: (notice: Notice) => void;
  /** A plan is before the user's eyes, or being done. */
  isPlanOpen: boolean;
  /** Says that a plan is shown; the answer says that it no longer is. */
  holdPlan: () => () => void;
}

const nothing = () => undefined;

const EditsContext = createContext<Edits>({
  propose: nothing,
  apply: nothing,
  renaming: null,
  rename: nothing,
  notify: nothing,
  isPlanOpen: false,
  holdPlan: () => nothing,
});

/** Gives the way to edit to the tree. */
export const EditsContextProvider = EditsContext.Provider;

/** The way to edit; without a provider above, nothing is done. */
export function useEdits(): Edits {
  return useContext(EditsContext);
}
