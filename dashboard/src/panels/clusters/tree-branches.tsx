import type { MapLayout } from "./map-layout.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { colourOf } from "./swatch.tsx";
import { scaleTree } from "./tree-scale.ts";
import { formatCorrelation } from "./tree-words.ts";

/** The dendrogram, its scale of correlations, and where it is cut. Merges of one cluster are one line. */
export function TreeBranches({ map, layout }: { readonly map: TreeWithClusters; readonly layout: MapLayout }) {
  const { tree, cut, clusters } = map;
  const { treeWidth, plotHeight } = layout;
  const heightMax = Math.max(cut ?? 0, ...tree.merges.map(({ height }) => height));
  const { xOf, ticks } = scaleTree(heightMax, treeWidth);
  return (
    <g className={layout.rowHeight < 6 ? "tree-thin" : undefined}>
      {ticks.map(({ x, correlation }) => (
        <g key={correlation}>
          <line className="tree-grid" x1={x} x2={x} y1={0} y2={plotHeight} />
          <text className="tree-tick" x={x} y={-7} textAnchor="middle">
            {formatCorrelation(correlation).replace(/0$/, "")}
          </text>
        </g>
      ))}
      {[...drawBranches(map, layout.rowHeight, xOf)].map(([number, path]) => (
        <path
          key={number ?? "above"}
          className={`tree-line ${number === null ? "tree-above" : colourOf(number, clusters[number]?.members.length ?? 0)}`}
          d={path}
        />
      ))}
      {cut === null ? null : <line className="tree-cut" x1={xOf(cut)} x2={xOf(cut)} y1={-3} y2={plotHeight} />}
    </g>
  );
}

/** One path per cluster, and one for what is above the cut. */
function drawBranches(
  { tree, marks, assets }: TreeWithClusters,
  rowHeight: number,
  xOf: (height: number) => number,
): Map<number | null, string> {
  const paths = new Map<number | null, string>();
  const rightEnd = (branch: number): readonly [x: number, y: number] => {
    const merge = tree.merges[branch - assets.length];
    const middle = merge === undefined ? (tree.places[branch] ?? 0) : merge.middle;
    return [xOf(merge?.height ?? 0), (middle + 0.5) * rowHeight];
  };
  for (const [row, { left, right, height }] of tree.merges.entries()) {
    const number = marks[row] ?? null;
    const [[upperX, upperY], [lowerX, lowerY]] = [rightEnd(left), rightEnd(right)];
    const piece = `M${fixed(upperX)} ${fixed(upperY)}H${fixed(xOf(height))}V${fixed(lowerY)}H${fixed(lowerX)}`;
    paths.set(number, (paths.get(number) ?? "") + piece);
  }
  return paths;
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);
