import { z } from "zod";
import { CascadeEdge, CascadeRun } from "../../../../../contracts/cascade.ts";
import { Panel } from "../../../components/panel.tsx";
import { RunAge } from "../../../components/run-age.tsx";
import { type Links, SeriesLink } from "../../../components/series-link.tsx";
import { formatSigned } from "../../../format/format-number.ts";
import { formatSpan } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";

/** Answer of `/v1/cascades`: each edge with what it says, in words. */
const FollowRun = CascadeRun.extend({ edges: z.array(CascadeEdge.extend({ explanation: z.string() })) });
type Edge = z.infer<typeof FollowRun>["edges"][number];

type FollowPanelProps = { readonly host: Host; readonly links: Links; readonly asset: string };

const edgesShown = 8;

/** Whom it follows and who follows it, how much and how much later. */
export function FollowPanel({ host, links, asset }: FollowPanelProps) {
  // Clusters and cascades are of the same job, and clusters come live: a new run of theirs is a new one here.
  const clusters = host.state.clusters.data;
  const path = clusters === null ? null : "/v1/cascades";
  const { data: run, problem, storedAtMs } = useLoaded(host.load, path, FollowRun, clusters?.asOfMs ?? 0);
  return (
    <Panel
      title="Follows and is followed"
      storedAtMs={storedAtMs}
      aside={run === null ? undefined : <RunAge run={run} nowMs={host.nowMs} />}
    >
      {run === null ? (
        <p className="muted">
          {problem?.detail ??
            (clusters === null
              ? "Cascades are computed every six hours, once there is enough history."
              : "Loading cascades.")}
        </p>
      ) : (
        <Edges edges={run.edges.filter(({ from, to }) => from === asset || to === asset)} links={links} asset={asset} />
      )}
    </Panel>
  );
}

type EdgesProps = { readonly edges: readonly Edge[]; readonly links: Links; readonly asset: string };

function Edges({ edges, links, asset }: EdgesProps) {
  const strongest = edges.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, edgesShown);
  if (strongest.length === 0) {
    return (
      <p className="muted" data-testid="no-neighbours">
        No asset was found to follow it or to lead it by a whole bar. That is the usual finding, and{" "}
        <a href={links.hrefOf("cascades")}>Cascades</a> says why.
      </p>
    );
  }
  return (
    <table className="number-table number-table-wide" data-testid="cascade-neighbours">
      <thead>
        <tr>
          <th scope="col">Which</th>
          <th scope="col">Series</th>
          <th scope="col" className="figure">
            <abbr title="Of a move of 1, so much follows">Weight</abbr>
          </th>
          <th scope="col" className="figure">
            Lag
          </th>
        </tr>
      </thead>
      <tbody>
        {strongest.map(({ from, to, weight, lagMs, origin, explanation }) => (
          <tr key={`${from} ${to} ${lagMs}`} title={explanation}>
            <td>
              {from === asset ? "is followed by" : "follows"}
              {origin === "prior" ? <span className="muted"> (declared)</span> : null}
            </td>
            <th scope="row">
              <SeriesLink links={links} series={from === asset ? to : from} />
            </th>
            <td className="figure number">{formatSigned(weight)}</td>
            <td className="figure number">{formatSpan(lagMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
