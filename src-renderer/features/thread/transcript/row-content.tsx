import type { PlacedItem } from '@contracts/threads';
import { useBranchingModel } from '../../branching/branching-context';
import { TurnMenu } from '../../branching/turn-menu';
import { ReviewItemButton } from '../../review/review-item-button';
import { itemLabel } from '../items/item-label';
import { messageText } from '../items/message-text';
import type { Outline } from '../outline';
import type { Folding, ReadingState } from '../reading-state';
import type { Row, RowMap } from '../rows/row-map';
import { ItemRow } from './item-row';
import { Placeholder } from './placeholder';
import { RevertedRow } from './reverted-row';
import { RowTools } from './row-tools';
import { TurnRow } from './turn-row';

interface Props {
  threadId: string;
  outline: Outline;
  rows: RowMap;
  folding: Folding;
  reading: ReadingState;
  row: Row;
  /** The item of an item's row; null while its page is on the way. */
  placed: PlacedItem | null;
  /** What the list takes for the row's height. */
  height: number;
  /** The page takes noticeably long. */
  isLate: boolean;
}

/** What a row of the transcript shows, by its kind. */
export function RowContent({
  threadId,
  outline,
  rows,
  folding,
  reading,
  row,
  placed,
  height,
  isLate,
}: Props) {
  const { cut } = useBranchingModel();
  const turn = outline.turns[row.turn];
  if (!turn) return null;
  if (row.kind === 'reverted' && turn.reverted) {
    const { from, to } = row.group;
    const isOpen = rows.showsItems(from);
    const turns = Array.from({ length: to - from }, (_, nth) => from + nth);
    return (
      <RevertedRow
        reverted={turn.reverted}
        turns={turns.length}
        isOpen={isOpen}
        onToggle={() => reading.setTurns(turns, !isOpen)}
      />
    );
  }
  if (row.kind !== 'item') {
    const isOpen = rows.showsItems(row.turn);
    return (
      <>
        <TurnRow
          turn={turn}
          index={row.turn}
          isForkStart={!turn.inherited && outline.turns[row.turn - 1]?.inherited === true}
          leaving={cut?.from === row.turn ? cut.turns : null}
          isOpen={isOpen}
          onToggle={() => reading.setTurns([row.turn], !isOpen)}
        />
        <RowTools title={`Turn ${row.turn + 1}`} records={turn.record ? [turn.record] : []}>
          <TurnMenu turn={row.turn} />
        </RowTools>
      </>
    );
  }
  if (!placed) return <Placeholder height={height} isLate={isLate} />;
  const { item } = placed;
  return (
    <>
      <ItemRow
        threadId={threadId}
        revision={outline.revision}
        placed={placed}
        isOpen={folding.items.get(row.item) ?? null}
        reading={reading}
      />
      <RowTools title={itemLabel(item)} records={item.provenance ?? []} text={messageText(item)}>
        <ReviewItemButton item={item} />
      </RowTools>
    </>
  );
}
