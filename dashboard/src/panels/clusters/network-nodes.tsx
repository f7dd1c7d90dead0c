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

/** Series as points. What is written in a point is drawn apart: a button's name is what is written in it, and its label says more. */
export const NetworkNodes = memo(function NetworkNodes(props: NetworkNodesProps) {
  const { map, places, numbers, groupWord, entry, chosen, onActive, onChoose, onKeyDown } = props;
  const { assets, clusters } = map;
  const medoids = new Set(clusters.filter(({ members }) => members.length > 1).map(({ medoid }) => medoid));
  const counts = countBy(numbers);
  return assets.map((asset, item) => {
    const place = places[item];
    if (place === undefined) return null;
    const number = numbers[item] ?? null;
    const isNamed = assets.length <= namedMax || medoids.has(asset) || item === chosen;
    return (
      // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
      <g
        key={asset}
        className={`network-node ${colourOf(number, counts.get(number ?? -1) ?? 1)} ${medoids.has(asset) ? "is-medoid" : ""}`}
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
        {isNamed ? (
          <text className="network-name" y={radius + 13} textAnchor="middle">
            {seriesName(asset)}
          </text>
        ) : null}
      </g>
    );
  });
});

type NumbersProps = Pick<NetworkNodesProps, "map" | "places" | "numbers">;

/** The number of each point's group. */
export const NetworkNumbers = memo(function NetworkNumbers({ map, places, numbers }: NumbersProps) {
  const counts = countBy(numbers);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; the points beside it say their numbers
    <g className="network-numbers" aria-hidden="true">
      {map.assets.map((asset, item) => {
        const place = places[item];
        const number = numbers[item] ?? null;
        return place === undefined ? null : (
          <text
            key={asset}
            className={`network-number ${colourOf(number, counts.get(number ?? -1) ?? 1)}`}
            x={place.x}
            y={place.y + 4}
            textAnchor="middle"
          >
            {number === null ? "–" : number + 1}
          </text>
        );
      })}
    </g>
  );
});

function countBy(numbers: readonly (number | null)[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) if (number !== null) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
