import { clipToWidth, textWidth } from './text-width';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The one column that gives way when the terminal is too narrow. */
  readonly flexible?: boolean;
}

/** Cells between two columns. */
const gap = '  ';
/** What a flexible column keeps at least. */
const least = 12;

/** Rows as aligned lines under a line of titles. `columns` is the width to fit into; null = any. */
export function table(
  layout: readonly Column[],
  rows: readonly (readonly string[])[],
  columns: number | null,
): string[] {
  const widths = layout.map((column, i) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[i] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width, 0) + gap.length * (layout.length - 1);
  const flexible = layout.findIndex((column) => column.flexible);
  const over = columns === null ? 0 : total - columns;
  if (flexible >= 0 && over > 0) widths[flexible] = Math.max(least, (widths[flexible] ?? 0) - over);

  const line = (cells: readonly string[]) =>
    layout
      .map((column, i) => fit(cells[i] ?? '', widths[i] ?? 0, column.align ?? 'left'))
      .join(gap)
      .trimEnd();
  return [line(layout.map((column) => column.title)), ...rows.map(line)];
}

function fit(cell: string, width: number, align: 'left' | 'right'): string {
  const shown = clipToWidth(cell, width);
  const space = ' '.repeat(Math.max(0, width - textWidth(shown)));
  return align === 'right' ? space + shown : shown + space;
}
