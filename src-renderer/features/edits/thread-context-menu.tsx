import type { MouseEvent, ReactElement } from 'react';
import { ContextMenu } from '../../ui/context-menu';
import { useThreads } from '../threads/threads-model';
import { ThreadMenuItems } from './thread-menu-items';

/** The menu of the list's rows: of the row under the pointer, or of all that are selected when it is one of them. */
export function ThreadContextMenu({ children }: { children: ReactElement<Record<string, unknown>> }) {
  const { marked, selectedId, select } = useThreads();
  const aim = (event: MouseEvent<HTMLElement>) => {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>('[role="row"]');
    if (!row) {
      // The context menu key: the list has the focus, the row is meant.
      const current = document.getElementById(`thread-${selectedId}`);
      event.preventDefault();
      event.stopPropagation();
      if (!current) return;
      const { left, bottom } = current.getBoundingClientRect();
      const at = { bubbles: true, cancelable: true, clientX: left + 24, clientY: bottom - 4 };
      current.dispatchEvent(new window.MouseEvent('contextmenu', at));
      return;
    }
    const threadId = row.id.slice('thread-'.length);
    if (threadId !== selectedId && !marked.includes(threadId)) select(threadId);
  };
  return (
    <ContextMenu items={<ThreadMenuItems />}>
      <div role="presentation" className="contents" onContextMenuCapture={aim}>
        {children}
      </div>
    </ContextMenu>
  );
}
