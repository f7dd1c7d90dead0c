/** How the tree and the heat map share the room there is: rows of leaves, and from left to right tree, names and map. */
export type MapLayout = {
  readonly rowHeight: number;
  /** Every so many leaves one has its name. */
  readonly labelEvery: number;
  readonly plotHeight: number;
  readonly treeWidth: number;
  readonly labelLeft: number;
  readonly mapLeft: number;
  readonly mapWidth: number;
};

const rowMax = 18;
const plotHeightMax = 1_000;
/** Below this, names of neighbouring leaves would touch. */
const labelRowMin = 13;

/** Up to some fifty leaves have a row and a name each; of more, rows become thin and names fewer. */
export function layOutMap(width: number, leaves: number): MapLayout {
  const rowHeight = Math.min(rowMax, plotHeightMax / Math.max(1, leaves));
  const labelWidth = width < 560 ? 62 : 92;
  const room = Math.max(0, width - labelWidth);
  const treeWidth = Math.floor(room * 0.42);
  const mapLeft = treeWidth + labelWidth;
  // Cells are wider than high at most by so much: few leaves do not need the whole width.
  const mapWidth = Math.min(width - mapLeft, Math.max(160, Math.ceil(rowHeight * leaves * 2)));
  return {
    rowHeight,
    labelEvery: Math.ceil(labelRowMin / rowHeight),
    plotHeight: rowHeight * leaves,
    treeWidth,
    labelLeft: treeWidth + 6,
    mapLeft,
    mapWidth: Math.max(0, mapWidth),
  };
}

/** A name that fits beside its leaf. */
export function shortenLabel(name: string, widthPx: number): string {
  const most = Math.max(4, Math.floor(widthPx / 6.6));
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
