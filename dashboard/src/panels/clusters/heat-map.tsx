import type { MapLayout } from "./map-layout.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { colourOf } from "./swatch.tsx";
import { listHeatBlocks } from "./tree-correlation.ts";
import { rangeOf, shadeOf } from "./tree-scale.ts";

/** Correlations as the tree has them, in its order; each cluster of several members is framed. */
export function HeatMap({ map, layout }: { readonly map: TreeWithClusters; readonly layout: MapLayout }) {
  const { tree, assets, spans } = map;
  const { mapLeft, mapWidth, plotHeight } = layout;
  const [least, greatest] = rangeOf(tree.merges);
  const [columnWidth, rowHeight] = [mapWidth / assets.length, plotHeight / assets.length];
  return (
    <g transform={`translate(${mapLeft} 0)`}>
      <rect className="heat-under" width={mapWidth} height={plotHeight} />
      <path className="heat-self" d={drawDiagonal(assets.length, columnWidth, rowHeight)} />
      <g className="heat-ground">
        {listHeatBlocks(tree).map(({ x, y, width, height, correlation }) => {
          const { tone, opacity } = shadeOf(correlation, least, greatest);
          const box = {
            ...{ x: x * columnWidth, y: y * rowHeight },
            ...{ width: width * columnWidth, height: height * rowHeight },
          };
          return <rect key={`${x} ${y}`} className={`heat-${tone}`} fillOpacity={opacity} {...box} />;
        })}
      </g>
      {spans.map(({ number, first, last }) => (
        <rect
          key={number}
          className={`heat-frame ${colourOf(number, 2)}`}
          x={first * columnWidth}
          y={first * rowHeight}
          width={(last + 1 - first) * columnWidth}
          height={(last + 1 - first) * rowHeight}
        />
      ))}
    </g>
  );
}

/** The cells of each series with itself. */
function drawDiagonal(count: number, width: number, height: number): string {
  const cell = (at: number): string => `M${at * width} ${at * height}h${width}v${height}h${-width}z`;
  return Array.from({ length: count }, (_, at) => cell(at)).join("");
}
