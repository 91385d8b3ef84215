/** How a status is coloured; an unknown one is only worth attention. */
export type ToolTone = 'neutral' | 'danger' | 'warn';

/** The tone of a tool's status word. */
export function toolTone(status: string): ToolTone {
  if (status === 'failed' || status === 'errored') return 'danger';
  if (status === 'completed' || status === '') return 'neutral';
  return 'warn';
}
