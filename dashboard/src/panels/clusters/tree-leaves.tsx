import { seriesName } from "../../format/series-words.ts";
import { type MapLayout, shortenLabel } from "./map-layout.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { colourOf } from "./swatch.tsx";

/** The names of the leaves; where rows are thin, of every so many. A bar beside each in the colour of its cluster. */
export function TreeLeaves({ map, layout }: { readonly map: TreeWithClusters; readonly layout: MapLayout }) {
  const { tree, assets, numbers, clusters, spans } = map;
  const { rowHeight, labelEvery, labelLeft, mapLeft } = layout;
  const room = mapLeft - labelLeft - 22;
  return (
    <g className="tree-leaves">
      {tree.order.map((item, place) => {
        if (place % labelEvery !== 0) return null;
        const number = numbers[item] ?? null;
        const colour = colourOf(number, number === null ? 0 : (clusters[number]?.members.length ?? 0));
        return (
          <text key={item} className={`tree-leaf ${colour}`} x={labelLeft} y={(place + 0.5) * rowHeight + 4}>
            {shortenLabel(seriesName(assets[item] ?? ""), room)}
          </text>
        );
      })}
      {spans.map(({ number, first, last }) => {
        const top = first * rowHeight;
        const height = (last + 1 - first) * rowHeight;
        return (
          <g key={number} className={colourOf(number, 2)}>
            <rect className="tree-span" x={mapLeft - 5} y={top + 0.5} width={3} height={Math.max(1, height - 1)} />
            {height < 12 ? null : (
              <text className="tree-number" x={mapLeft - 8} y={top + height / 2 + 4} textAnchor="end">
                {number + 1}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
