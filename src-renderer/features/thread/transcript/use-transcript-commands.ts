import type { TurnAct } from '../../branching/branch-refusal';
import { useBranchingModel } from '../../branching/branching-context';
import { useCommand } from '../../commands/command-context';
import { useOpenRaw } from '../../raw/raw-target';
import { useReviewItem } from '../../review/use-review-item';
import { itemLabel } from '../items/item-label';
import type { Outline } from '../outline';
import type { ReadingState } from '../reading-state';
import type { RowMap } from '../rows/row-map';
import type { ItemPages } from '../use-item-pages';
import type { TranscriptList } from './transcript-list';
import { firstVisible, type RowFocus } from './use-row-focus';

interface Options {
  rows: RowMap;
  list: TranscriptList;
  focus: RowFocus;
  outline: Outline;
  reading: ReadingState;
  pages: ItemPages;
}

/** The keys of the transcript. */
export function useTranscriptCommands({ rows, list, focus, outline, reading, pages }: Options): void {
  const openRaw = useOpenRaw();
  const { act } = useBranchingModel();
  const reviewItem = useReviewItem();
  const current = () => (focus.key === null ? null : rows.rowOf(focus.key)) ?? firstVisible(list);

  const toPrompt = (step: 1 | -1) => {
    const at = rows.at(current());
    if (!at) return;
    const head = rows.rowOfTurn(at.turn);
    // Back from the middle of a turn leads to its own prompt first.
    const turn = step === -1 && head !== null && current() > head ? at.turn : rows.neighbour(at.turn, step);
    const row = turn === null ? null : rows.rowOfTurn(turn);
    if (row !== null) focus.toRow(row, 'start');
  };

  const toggleTurn = () => {
    const turn = outline.turns[rows.at(current())?.turn ?? -1];
    if (!turn) return;
    const items = Array.from({ length: turn.itemCount }, (_, nth) => turn.firstItem + nth);
    const { items: chosen } = reading.folding();
    const isOpen = items.every((item) => chosen.get(item) === true);
    reading.setItems(items.map((item) => [item, !isOpen] as const));
  };

  const showRaw = () => {
    const at = rows.at(current());
    if (!at) return;
    if (at.kind === 'item') {
      const item = pages.at(at.item)?.item;
      if (item) openRaw({ title: itemLabel(item), records: item.provenance ?? [] });
      return;
    }
    const turn = outline.turns[at.turn];
    const record = at.kind === 'reverted' ? turn?.reverted?.record : turn?.record;
    if (record) openRaw({ title: `Turn ${at.turn + 1}`, records: [record] });
  };

  useCommand('item-next', () => focus.step(1));
  useCommand('item-previous', () => focus.step(-1));
  useCommand('item-page-down', () => focus.page(1));
  useCommand('item-page-up', () => focus.page(-1));
  useCommand('item-first', () => focus.toRow(0));
  useCommand('item-last', () => focus.toRow(rows.count - 1));
  useCommand('item-toggle', () => toggleFocused());
  useCommand('turn-toggle', toggleTurn);
  const atTurn = (what: TurnAct) => {
    const at = rows.at(current());
    if (at) act(what, at.turn);
  };

  const review = () => {
    const at = rows.at(current());
    reviewItem(at?.kind === 'item' ? (pages.at(at.item)?.item ?? null) : null);
  };

  useCommand('raw', showRaw);
  useCommand('review-item', review);
  useCommand('fork-before-turn', () => atTurn('fork-before'));
  useCommand('fork-through-turn', () => atTurn('fork-through'));
  useCommand('rollback-to-turn', () => atTurn('roll-back'));
  useCommand('next-prompt', () => toPrompt(1));
  useCommand('previous-prompt', () => toPrompt(-1));
}

/** Folds or unfolds the row that has the focus; a control inside of it keeps the key for itself. */
function toggleFocused(): false | undefined {
  const row = document.activeElement;
  const toggle = row?.matches('article[data-index]') ? row.querySelector<HTMLElement>('[data-toggle]') : null;
  if (!toggle) return false;
  toggle.click();
  return undefined;
}
