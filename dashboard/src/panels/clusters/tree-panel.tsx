import { memo, useMemo } from "react";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import type { Links } from "../../components/series-link.tsx";
import { TableTwin } from "../../components/table-twin.tsx";
import type { Host } from "../../host/panel.ts";
import { MergeTable } from "./merge-table.tsx";
import { Neighbours } from "./neighbours.tsx";
import { readMap } from "./read-map.ts";
import { TreeMap } from "./tree-map.tsx";
import { describeTree } from "./tree-words.ts";

type TreePanelProps = {
  readonly run: ClusterRun;
  /** The series whose neighbours are listed. */
  readonly near: string | null;
  readonly links: Links;
  readonly setParams: Host["setParams"];
};

/** The tree that the clusters were cut from, and beside each leaf its row of the heat map. */
export const TreePanel = memo(function TreePanel({ run, near, links, setParams }: TreePanelProps) {
  const map = useMemo(() => readMap(run), [run]);
  return (
    <Panel title="Tree and heat map" aside={<span className="muted number">{run.assets.length} series</span>}>
      {map === null ? (
        <Notice title="The tree cannot be drawn">Its rows do not join all series of the run to one.</Notice>
      ) : run.assets.length < 2 ? (
        <Notice title="No tree">A tree needs two series.</Notice>
      ) : (
        <>
          <p className="tree-words">{describeTree(map)}</p>
          <TreeMap map={map} />
          <p className="panel-foot muted">
            The heat map is as the tree has it: two series have the correlation at which their branches come together, 1
            − d²/2 of the height d. That is the mean over all pairs of the two branches with average linkage, and not
            what was measured for the pair itself.
          </p>
          <TableTwin summary="The tree as a table">{() => <MergeTable map={map} />}</TableTwin>
          <Neighbours map={map} near={near} links={links} setParams={setParams} />
        </>
      )}
    </Panel>
  );
});
