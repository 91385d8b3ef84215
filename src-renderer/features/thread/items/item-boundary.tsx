import type { ThreadItem } from '@contracts/model/item';
import { Component, type ReactNode } from 'react';
import { GenericItem } from './generic-item';

interface Props {
  item: ThreadItem;
  children: ReactNode;
}

/** Keeps a record that breaks its view from taking the transcript down: it gets the generic card. */
export class ItemBoundary extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.isBroken && before.item !== this.props.item) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    const { item, children } = this.props;
    return this.state.isBroken ? <GenericItem item={item} reason="its view failed" /> : children;
  }
}
