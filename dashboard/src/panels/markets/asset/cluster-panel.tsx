import { useMemo } from "react";
import type { ClusterRun } from "../../../../../contracts/cluster.ts";
import { Panel } from "../../../components/panel.tsx";
import { RunAge } from "../../../components/run-age.tsx";
import { type Links, SeriesLink } from "../../../components/series-link.tsx";
import type { DashboardState } from "../../../data/dashboard-state.ts";
import { feedNowMs } from "../../../data/dashboard-state.ts";
import { formatShare } from "../../../format/format-number.ts";
import { seriesRefusal } from "../../../format/series-words.ts";
import { nearestSeries } from "./nearest-series.ts";

type ClusterPanelProps = { readonly state: DashboardState; readonly links: Links; readonly asset: string };

const membersShown = 24;
const nearShown = 6;

/** With which assets it moves. */
export function ClusterPanel({ state, links, asset }: ClusterPanelProps) {
  const run = state.clusters.data;
  return (
    <Panel
      title="Moves together with"
      storedAtMs={state.clusters.storedAtMs}
      aside={run === null ? undefined : <RunAge run={run} nowMs={feedNowMs(state) ?? 0} />}
    >
      {run === null ? (
        <p className="muted">{state.clusters.problem?.detail ?? "Loading clusters."}</p>
      ) : (
        <ClusterFacts run={run} links={links} asset={asset} />
      )}
    </Panel>
  );
}

function ClusterFacts({
  run,
  links,
  asset,
}: {
  readonly run: ClusterRun;
  readonly links: Links;
  readonly asset: string;
}) {
  const number = run.clusters.findIndex(({ members }) => members.includes(asset));
  const cluster = run.clusters[number];
  const near = useMemo(() => nearestSeries(run, asset, nearShown), [run, asset]);
  const refused = run.refused.find((each) => each.asset === asset);
  if (cluster === undefined) {
    return (
      <p className="muted" data-testid="no-cluster">
        {refused === undefined
          ? "It was not in this run of the clusters; the next one takes it up once there is enough history."
          : `The clusters leave it out: ${seriesRefusal(refused.reason)}.`}
      </p>
    );
  }
  const { id, members, medoid, cohesion, stress } = cluster;
  const others = members.filter((member) => member !== asset);
  return (
    <div data-testid="asset-cluster">
      <dl className="mk-facts">
        <div>
          <dt>Cluster</dt>
          <dd>
            <a href={links.hrefOf("clusters", { cluster: id })}>
              {number + 1} of {run.clusters.length}
            </a>
          </dd>
        </div>
        <div>
          <dt>Cohesion</dt>
          <dd className="number">{cohesion.toFixed(2)}</dd>
        </div>
        <div>
          <dt>Stress</dt>
          <dd className="number">{stress === null ? "–" : formatShare(stress)}</dd>
        </div>
      </dl>
      {others.length === 0 ? (
        <p className="muted">It moves on its own.</p>
      ) : (
        <ul className="series-list" aria-label="Members of its cluster">
          {others.slice(0, membersShown).map((member) => (
            <li key={member} className={member === medoid ? "is-medoid" : undefined}>
              <SeriesLink links={links} series={member} />
            </li>
          ))}
          {others.length > membersShown ? <li className="muted">and {others.length - membersShown} more</li> : null}
        </ul>
      )}
      {near.length === 0 ? null : (
        <table className="number-table number-table-wide" data-testid="nearest">
          <caption className="mk-caption">Nearest in the tree</caption>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col" className="figure">
                Correlation
              </th>
            </tr>
          </thead>
          <tbody>
            {near.map(({ series, correlation }) => (
              <tr key={series}>
                <th scope="row">
                  <SeriesLink links={links} series={series} />
                </th>
                <td className="figure number">{correlation.toFixed(2).replace("-", "−")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
