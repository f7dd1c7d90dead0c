import { memo, useMemo } from "react";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { Panel } from "../../components/panel.tsx";
import type { Links } from "../../components/series-link.tsx";
import { TableTwin } from "../../components/table-twin.tsx";
import { seriesName } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";
import { listEdges } from "./network-edges.ts";
import { NetworkFigure } from "./network-figure.tsx";
import { NetworkTable } from "./network-table.tsx";
import { readMap } from "./read-map.ts";
import { formatCorrelation } from "./tree-words.ts";

type NetworkPanelProps = {
  readonly run: ClusterRun;
  readonly near: string | null;
  /** As in the address. */
  readonly by: string | null;
  readonly links: Links;
  readonly setParams: Host["setParams"];
};

/** Who stands next to whom: series as points, and the tree's merges as lines between them. */
export const NetworkPanel = memo(function NetworkPanel({ run, near, by, links, setParams }: NetworkPanelProps) {
  const map = useMemo(() => readMap(run), [run]);
  const edges = useMemo(() => (map === null ? [] : listEdges(map)), [map]);
  const communities = useMemo(() => numberOf(run.communities.groups, run.assets), [run]);
  if (map === null || run.assets.length < 2) return null;
  const isByCommunity = by === "community";
  const strongest = edges[0];
  const inside = edges.filter(({ isInside }) => isInside).length;
  return (
    <Panel title="Network" aside={<span className="muted number">{edges.length} lines</span>}>
      <div className="cluster-views">
        <fieldset className="segments">
          <legend className="visually-hidden">Colour and number</legend>
          {(["cluster", "community"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={isByCommunity === (each === "community")}
              onClick={() => setParams({ by: each === "cluster" ? null : each })}
            >
              {each === "cluster" ? "By cluster" : "By community"}
            </button>
          ))}
        </fieldset>
        <p className="muted">
          The number and the colour of a point are its {isByCommunity ? "community's" : "cluster's"}.
        </p>
      </div>
      <p className="tree-words">
        {inside === 0
          ? "No two series are near enough to be one cluster. "
          : inside === edges.length
            ? `All ${inside} lines join series of one cluster. `
            : `${inside} of the ${edges.length} lines join series of one cluster; the dashed ones join clusters. `}
        {strongest === undefined
          ? ""
          : `The nearest two are ${seriesName(map.assets[strongest.from] ?? "")} and ${seriesName(map.assets[strongest.to] ?? "")}, at ${formatCorrelation(strongest.correlation)}.`}
      </p>
      <NetworkFigure
        map={map}
        edges={edges}
        numbers={isByCommunity ? communities : map.numbers}
        others={isByCommunity ? map.numbers : communities}
        isByCommunity={isByCommunity}
        near={near}
        setParams={setParams}
      />
      <p className="panel-foot muted">
        One line for each merge of the tree, between the series that stand for its two branches; the thicker, the larger
        the correlation at which they come together. Where a point stands says nothing but who is next to it.
      </p>
      <TableTwin summary="The network as a table">
        {() => <NetworkTable map={map} edges={edges} communities={communities} links={links} />}
      </TableTwin>
    </Panel>
  );
});

/** The number of each series' group; null for one that stands alone. */
function numberOf(groups: readonly (readonly string[])[], assets: readonly string[]): readonly (number | null)[] {
  const together = groups.filter((group) => group.length > 1);
  const numbers = new Map(together.flatMap((group, number) => group.map((series) => [series, number] as const)));
  return assets.map((asset) => numbers.get(asset) ?? null);
}
