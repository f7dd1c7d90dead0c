import { memo, type PointerEvent, useState } from "react";
import { useWidth } from "../../components/use-width.ts";
import { seriesName } from "../../format/series-words.ts";
import { HeatLegend } from "./heat-legend.tsx";
import { HeatMap } from "./heat-map.tsx";
import { layOutMap, type MapLayout } from "./map-layout.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { TreeBranches } from "./tree-branches.tsx";
import { correlationOf } from "./tree-correlation.ts";
import { TreeLeaves } from "./tree-leaves.tsx";
import { formatCorrelation } from "./tree-words.ts";

/** Room above for the scale of the tree. */
const scaleHeight = 20;

/** Tree, names and heat map share their rows. What is under the pointer is said below; the tables say it all. */
export function TreeMap({ map }: { readonly map: TreeWithClusters }) {
  const { ref, width } = useWidth<HTMLElement>();
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const layout = layOutMap(width, map.assets.length);
  const name = (place: number): string => seriesName(map.assets[map.tree.order[place] ?? -1] ?? "");
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setPair(pairAt(layout, map.assets.length, event.clientX - box.left, event.clientY - box.top - scaleHeight));
  };
  return (
    <figure ref={ref} className="tree-map" data-testid="tree-map">
      {width === 0 ? null : (
        <svg
          role="img"
          aria-label="Dendrogram and heat map of correlations; the tables below have the same numbers"
          width={width}
          height={layout.plotHeight + scaleHeight + 1}
          onPointerMove={point}
          onPointerLeave={() => setPair(null)}
        >
          <g transform={`translate(0 ${scaleHeight})`}>
            <Plot map={map} width={width} />
            {pair === null ? null : <Cross layout={layout} pair={pair} />}
          </g>
        </svg>
      )}
      <figcaption className="tree-read">
        <HeatLegend merges={map.tree.merges} cut={map.cut} />
        <span data-testid="tree-pair">
          {pair === null
            ? ""
            : pair[0] === pair[1]
              ? name(pair[0])
              : `${name(pair[0])} and ${name(pair[1])}: ${formatCorrelation(correlationOf(map.tree, ...pair))} as the tree has it`}
        </span>
      </figcaption>
    </figure>
  );
}

/** The drawing itself: made anew with another run or width alone, not as the pointer moves. */
const Plot = memo(function Plot({ map, width }: { readonly map: TreeWithClusters; readonly width: number }) {
  const layout = layOutMap(width, map.assets.length);
  return (
    <>
      <TreeBranches map={map} layout={layout} />
      <TreeLeaves map={map} layout={layout} />
      <HeatMap map={map} layout={layout} />
    </>
  );
});

function Cross({
  layout,
  pair: [row, column],
}: {
  readonly layout: MapLayout;
  readonly pair: readonly [number, number];
}) {
  const { mapLeft, mapWidth, rowHeight, plotHeight } = layout;
  const columnWidth = (mapWidth * rowHeight) / plotHeight;
  return (
    <g className="heat-cross">
      <rect x={mapLeft} y={row * rowHeight} width={mapWidth} height={rowHeight} />
      <rect x={mapLeft + column * columnWidth} y={0} width={columnWidth} height={plotHeight} />
    </g>
  );
}

/** Row and column under a point of the heat map. */
function pairAt(layout: MapLayout, leaves: number, x: number, y: number): readonly [number, number] | null {
  const { mapLeft, mapWidth, plotHeight } = layout;
  if (x < mapLeft || x >= mapLeft + mapWidth || y < 0 || y >= plotHeight) return null;
  return [Math.floor((y / plotHeight) * leaves), Math.floor(((x - mapLeft) / mapWidth) * leaves)];
}
