import { memo } from "react";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { formatAge } from "../../format/format-time.ts";
import { seriesRefusal } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";
import type { ExplainedRun } from "./answers.ts";
import { EdgeArcs } from "./edge-arcs.tsx";
import { EdgeTable } from "./edge-table.tsx";
import { describeEdges } from "./edge-words.ts";
import { NoEdges } from "./no-edges.tsx";

type EdgesViewProps = {
  readonly links: Links;
  readonly run: ExplainedRun;
  readonly order: string | null;
  readonly setParams: Host["setParams"];
};

/** The edges of a run as a drawing and a table, or why there are none; and what the run rests on. */
export const EdgesView = memo(function EdgesView({ links, run, order, setParams }: EdgesViewProps) {
  const { edges, assets, refused, barMs, windowMs, lagsMax, fdr } = run;
  return (
    <>
      {edges.length === 0 ? (
        <NoEdges run={run} />
      ) : (
        <>
          <p className="edge-words">{describeEdges(run)}</p>
          <EdgeArcs edges={edges} links={links} />
          <EdgeTable links={links} edges={edges} order={order} setParams={setParams} />
        </>
      )}
      <p className="panel-foot muted">
        {assets.length} assets in bars of {formatAge(barMs)} over {formatAge(windowMs)}, delays up to{" "}
        {formatAge(lagsMax * barMs)}; of the edges found at most {Math.round(fdr * 100)} % are expected to be noise. An
        edge says what follows what, not what causes what.
      </p>
      {refused.length === 0 ? null : (
        <details className="table-twin" data-testid="refused">
          <summary>{refused.length} left out</summary>
          <ul className="edge-refused">
            {refused.map(({ asset, reason }) => (
              <li key={asset}>
                <SeriesLink links={links} series={asset} /> <span className="muted">{seriesRefusal(reason)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
});
