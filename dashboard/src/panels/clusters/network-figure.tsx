import { type KeyboardEvent, memo, useMemo, useRef, useState } from "react";
import { useWidth } from "../../components/use-width.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";
import type { NetworkEdge } from "./network-edges.ts";
import { layOutNetwork, type NetworkPlace, nextInDirection } from "./network-layout.ts";
import { NetworkNodes, NetworkNumbers } from "./network-nodes.tsx";
import type { TreeWithClusters } from "./read-map.ts";
import { formatCorrelation } from "./tree-words.ts";

type NetworkFigureProps = {
  readonly map: TreeWithClusters;
  readonly edges: readonly NetworkEdge[];
  /** By which points are coloured and numbered, and the other numbering. */
  readonly numbers: readonly (number | null)[];
  readonly others: readonly (number | null)[];
  readonly isByCommunity: boolean;
  readonly near: string | null;
  readonly setParams: Host["setParams"];
};

const arrows = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] as const;

/** The drawing. One of its points can be reached by Tab, the others from it by arrows. */
export function NetworkFigure(props: NetworkFigureProps) {
  const { map, edges, numbers, others, isByCommunity, near, setParams } = props;
  const { ref, width } = useWidth<HTMLElement>();
  const group = useRef<SVGGElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const height = Math.round(Math.min(560, Math.max(300, width * 0.5)));
  const count = map.assets.length;
  const places = useMemo(
    () => (width === 0 ? [] : layOutNetwork(count, edges, width, height)),
    [count, edges, width, height],
  );
  const chosen = near === null ? -1 : map.assets.indexOf(near);
  const entry = active ?? (chosen === -1 ? 0 : chosen);
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = arrows.find((each) => each === event.key);
    const next = direction === undefined ? null : nextInDirection(places, entry, direction);
    if (direction !== undefined) event.preventDefault();
    if (next !== null) group.current?.querySelector<SVGElement>(`[data-item="${next}"]`)?.focus();
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    setParams({ near: entry === chosen ? null : (map.assets[entry] ?? null) });
  };
  return (
    <figure ref={ref} className="network" data-testid="network">
      {width === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a drawing with buttons in it is no fieldset
        <svg
          width={width}
          height={height}
          role="group"
          onPointerLeave={() => setActive(null)}
          aria-label={`Network of ${count} series; arrows lead from one to the next, the table below has the same`}
        >
          <Lines edges={edges} places={places} />
          <g ref={group}>
            <NetworkNodes
              map={map}
              places={places}
              numbers={numbers}
              groupWord={isByCommunity ? "community" : "cluster"}
              entry={entry}
              chosen={chosen}
              onActive={setActive}
              onKeyDown={onKeyDown}
              onChoose={(item) => setParams({ near: item === chosen ? null : (map.assets[item] ?? null) })}
            />
          </g>
          <NetworkNumbers map={map} places={places} numbers={numbers} />
        </svg>
      )}
      <figcaption className="tree-read" data-testid="network-said">
        {active === null
          ? "Point at a series, or reach it by arrows, and it is told here; choosing it lists who is near to it below."
          : describe(map, edges, active, isByCommunity ? others : numbers, isByCommunity ? numbers : others)}
      </figcaption>
    </figure>
  );
}

const Lines = memo(function Lines({
  edges,
  places,
}: {
  readonly edges: readonly NetworkEdge[];
  readonly places: readonly NetworkPlace[];
}) {
  return (
    <g className="network-lines">
      {edges.map(({ from, to, correlation, isInside }) => {
        const [a, b] = [places[from], places[to]];
        if (a === undefined || b === undefined) return null;
        return (
          <line
            key={`${from} ${to}`}
            className={isInside ? "network-inside" : "network-between"}
            x1={a.x}
            y1={a.y}
            x2={b.x}
            y2={b.y}
            strokeWidth={0.75 + 2.75 * Math.max(0, correlation)}
          />
        );
      })}
    </g>
  );
});

/** One series in words: its groups, and the line by which it is held nearest. */
function describe(
  { assets }: TreeWithClusters,
  edges: readonly NetworkEdge[],
  item: number,
  clusters: readonly (number | null)[],
  communities: readonly (number | null)[],
): string {
  const [cluster, community] = [clusters[item] ?? null, communities[item] ?? null];
  const mine = edges.filter(({ from, to }) => from === item || to === item);
  const nearest = mine.toSorted((a, b) => b.correlation - a.correlation)[0];
  const other = nearest === undefined ? undefined : assets[nearest.from === item ? nearest.to : nearest.from];
  return [
    `${seriesName(assets[item] ?? "")}: ${cluster === null ? "in no cluster" : `cluster ${cluster + 1}`}, ${community === null ? "in no community" : `community ${community + 1}`}`,
    other === undefined || nearest === undefined
      ? "."
      : `; next to ${seriesName(other)}, ${formatCorrelation(nearest.correlation)}.`,
  ].join("");
}
