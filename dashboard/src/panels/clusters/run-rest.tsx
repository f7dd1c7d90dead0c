import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { SeriesLink } from "../../components/series-link.tsx";
import { formatAge } from "../../format/format-time.ts";
import { seriesRefusal } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";
import { deathWords, nameClusters, shortId } from "./cluster-words.ts";

/** What the run rests on, what it left out and why, and which clusters of before do not go on. */
export function RunRest({ host, run }: { readonly host: Host; readonly run: ClusterRun }) {
  const { assets, refused, died, barMs, windowMs, method, shrinkage } = run;
  const nameOf = nameClusters(run.clusters);
  return (
    <div className="cluster-rest">
      <p className="muted">
        {assets.length} series in bars of {formatAge(barMs)} over {formatAge(windowMs)}; {method} linkage,{" "}
        {shrinkage === 0 ? "correlations as measured" : `correlations shrunk by ${shrinkage.toFixed(2)}`}.
      </p>
      {refused.length === 0 ? null : (
        <details className="table-twin" data-testid="refused">
          <summary>{refused.length} left out</summary>
          <ul className="reason-list">
            {refused.map(({ asset, reason }) => (
              <li key={asset}>
                <SeriesLink links={host} series={asset} /> <span className="muted">{seriesRefusal(reason)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {died.length === 0 ? null : (
        <details className="table-twin" data-testid="died">
          <summary>{died.length} ended in this run</summary>
          <ul className="reason-list">
            {died.map((each) => (
              <li key={each.id}>
                <a href={host.hrefOf("clusters", { ...host.params, cluster: each.id })} title={each.id}>
                  {shortId(each.id)}
                </a>{" "}
                <span className="muted">{deathWords(each, nameOf)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
