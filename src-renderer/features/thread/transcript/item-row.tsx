import type { PlacedItem } from '@contracts/threads';
import { memo, useMemo } from 'react';
import { useOpenRaw } from '../../raw/raw-target';
import { itemLabel } from '../items/item-label';
import { type ItemScope, ItemScopeProvider } from '../items/item-scope';
import { ItemView } from '../items/item-view';
import type { ReadingState } from '../reading-state';

interface Props {
  threadId: string;
  revision: string;
  placed: PlacedItem;
  isOpen: boolean | null;
  reading: ReadingState;
}

/** The content of an item's row; drawn anew only when the item or its folding changes. */
export const ItemRow = memo(function ItemRow({ threadId, revision, placed, isOpen, reading }: Props) {
  const openRaw = useOpenRaw();
  const { index, item } = placed;
  const scope = useMemo(
    (): ItemScope => ({
      threadId,
      revision,
      index,
      item,
      isOpen,
      setOpen: (open) => reading.setItems([[index, open]]),
      openRaw: () => openRaw({ title: itemLabel(item), records: item.provenance ?? [] }),
    }),
    [threadId, revision, index, item, isOpen, reading, openRaw],
  );
  return (
    <ItemScopeProvider value={scope}>
      <ItemView item={item} />
    </ItemScopeProvider>
  );
});
