/** What a virtual grid must know: which rows are in view, and how tall everything is. Lengths are in pixels. */
export interface Layout {
  columns: number;
  rowHeight: number;
  height: number;
  first: number;
  last: number;
}

export interface Measures {
  count: number;
  width: number;
  /** The smallest width of a card. */
  minCard: number;
  gap: number;
  /** Height of a card below its picture, which is 16:9. */
  foot: number;
  /** Where the view begins, from the top of the grid; negative above it. */
  top: number;
  viewHeight: number;
  /** Rows that are rendered above and below the view. */
  spare: number;
}

/** Computes a grid of cards of equal size. `first` to `last` (exclusive) are the indexes of the cards to render. */
export function layout(measures: Measures): Layout {
  const { count, width, minCard, gap, foot, top, viewHeight, spare } = measures;
  const columns = Math.max(1, Math.floor((width + gap) / (minCard + gap)));
  const card = (width - gap * (columns - 1)) / columns;
  const rowHeight = Math.round((card * 9) / 16 + foot) + gap;
  const rows = Math.ceil(count / columns);
  const firstRow = Math.max(0, Math.min(rows, Math.floor(top / rowHeight) - spare));
  const lastRow = Math.max(firstRow, Math.min(rows, Math.ceil((top + viewHeight) / rowHeight) + spare));
  return {
    columns, rowHeight, height: Math.max(0, rows * rowHeight - gap),
    first: firstRow * columns, last: Math.min(count, lastRow * columns),
  };
}
