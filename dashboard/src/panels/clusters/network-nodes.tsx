import { type KeyboardEvent, memo } from "react";
import { seriesName } from "../../format/series-words.ts";
import type { NetworkPlace } from "./network-layout.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { colourOf } from "./swatch.tsx";

type NetworkNodesProps = {
  readonly map: TreeWithClusters;
  readonly places: readonly NetworkPlace[];
  readonly numbers: readonly (number | null)[];
  readonly groupWord: "cluster" | "community";
  /** The one that Tab reaches. */
  readonly entry: number;
  readonly chosen: number;
  readonly onActive: (item: number) => void;
  readonly onChoose: (item: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** Above this many, names would stand on each other: those of medoids alone are written. */
const namedMax = 60;
const radius = 11;

/** Series as points with the number of their group. */
export const NetworkNodes = memo(function NetworkNodes(props: NetworkNodesProps) {
  const { map, places, numbers, groupWord, entry, chosen, onActive, onChoose, onKeyDown } = props;
  const { assets, clusters } = map;
  const medoids = new Set(clusters.filter(({ members }) => members.length > 1).map(({ medoid }) => medoid));
  const sizes = new Map<number, number>();
  for (const number of numbers) if (number !== null) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  return assets.map((asset, item) => {
    const place = places[item];
    if (place === undefined) return null;
    const number = numbers[item] ?? null;
    const isNamed = assets.length <= namedMax || medoids.has(asset) || item === chosen;
    return (
      // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
      <g
        key={asset}
        className={`network-node ${colourOf(number, number === null ? 1 : (sizes.get(number) ?? 1))} ${medoids.has(asset) ? "is-medoid" : ""}`}
        data-item={item}
        data-testid={`network-${asset}`}
        role="button"
        tabIndex={item === entry ? 0 : -1}
        aria-pressed={item === chosen}
        aria-label={`${seriesName(asset)}, ${number === null ? `in no ${groupWord}` : `${groupWord} ${number + 1}`}${medoids.has(asset) ? ", medoid" : ""}`}
        transform={`translate(${place.x} ${place.y})`}
        onFocus={() => onActive(item)}
        onPointerEnter={() => onActive(item)}
        onClick={() => onChoose(item)}
        onKeyDown={onKeyDown}
      >
        <circle className="network-reach" r={radius + 3} />
        <circle className="network-dot" r={medoids.has(asset) ? radius + 1 : radius - 1} />
        <text className="network-number" y={4} textAnchor="middle">
          {number === null ? "–" : number + 1}
        </text>
        {isNamed ? (
          <text className="network-name" y={radius + 13} textAnchor="middle">
            {seriesName(asset)}
          </text>
        ) : null}
      </g>
    );
  });
});
