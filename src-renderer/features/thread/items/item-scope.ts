import type { ThreadItem } from '@contracts/model/item';
import { createContext, useContext } from 'react';

/** What an item's view needs to know besides the item. */
export interface ItemScope {
  threadId: string;
  revision: string;
  /** Place in the flat list of the revision. */
  index: number;
  item: ThreadItem;
  /** What the reader chose; null: whatever the kind does by itself. */
  isOpen: boolean | null;
  setOpen: (isOpen: boolean) => void;
  /** Shows the records behind the item. */
  openRaw: () => void;
}

const Scope = createContext<ItemScope | null>(null);
export const ItemScopeProvider = Scope.Provider;

export function useItemScope(): ItemScope {
  const scope = useContext(Scope);
  if (!scope) throw new Error('useItemScope needs an ItemScopeProvider above it');
  return scope;
}

/** Whether the item is open: the reader's choice, else the kind's own way. */
export function useOpen(byDefault: boolean): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const { isOpen, setOpen } = useItemScope();
  return [isOpen ?? byDefault, setOpen];
}
