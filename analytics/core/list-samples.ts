import type { CascadeEdge, CascadeRun } from "../../contracts/cascade.ts";
import { type ClusterRun, MarketRegime } from "../../contracts/cluster.ts";
import { SignalKey } from "../../contracts/ids.ts";
import type { SignalSample, SignalUnit } from "../../contracts/signal-samples.ts";
import type { Analysis } from "../analytics-state.ts";
import { measureSpread } from "./measure-spread.ts";

/**
 * The signals of a job: of the assets and of the market as a whole. The slow view, with markets and themes, is read over HTTP. What
 * could not be measured has no sample: an earlier one expires by itself.
 */
export const listSamples = ({ fast, cascade }: Analysis): SignalSample[] => [
  ...clusterSamples(fast),
  ...cascadeSamples(cascade),
  ...regimeSamples(fast),
];

/** So many of what a sample rests on stand in it; the run has all. */
const evidenceMax = 5;

type Run = Pick<ClusterRun, "asOfMs" | "validUntilMs">;

const sampleOf = (
  run: Run,
  key: string,
  value: number,
  unit: SignalUnit,
  sources: readonly string[],
): SignalSample => ({
  ...{ key: SignalKey.parse(key), value, unit },
  ...{ sampleAtMs: run.asOfMs, validUntilMs: run.validUntilMs, sources: [...sources] },
});

/** The only source of a cluster's sample is the cluster's id: what it rests on stands there. */
function clusterSamples(run: ClusterRun): SignalSample[] {
  const weights = new Map(run.weights.map(({ asset, weight }) => [asset, weight]));
  return run.clusters.flatMap(({ id, members, cohesion, stress }) =>
    members.flatMap((asset) => {
      const weight = weights.get(asset);
      return [
        sampleOf(run, `cluster.${asset}.cohesion`, cohesion, "correlation", [id]),
        ...(stress === null ? [] : [sampleOf(run, `cluster.${asset}.stress`, stress, "score", [id])]),
        ...(weight === undefined ? [] : [sampleOf(run, `cluster.${asset}.weight`, weight, "ratio", [id])]),
      ];
    }),
  );
}

/** The sources are the edges that it rests on, the surest first. */
function cascadeSamples(run: CascadeRun): SignalSample[] {
  return measureSpread(run.edges, run.assets, run.asOfMs).flatMap(({ asset, reach, exposure }) => {
    const name = ({ from, to }: CascadeEdge) => `${from}>${to}`;
    const out = run.edges.filter(({ from }) => from === asset).slice(0, evidenceMax);
    const into = run.edges.filter(({ to }) => to === asset).slice(0, evidenceMax);
    return [
      sampleOf(run, `cascade.${asset}.reach`, reach, "ratio", out.map(name)),
      sampleOf(run, `cascade.${asset}.exposure`, exposure, "ratio", into.map(name)),
    ];
  });
}

/** The sources are the largest clusters. */
function regimeSamples(run: ClusterRun): SignalSample[] {
  if (run.regime === null) return [];
  const { regime, coupling, activity } = run.regime;
  const sources = run.clusters.slice(0, evidenceMax).map(({ id }) => id);
  return [
    sampleOf(run, "regime.market", MarketRegime.options.indexOf(regime), "score", sources),
    sampleOf(run, "regime.coupling", coupling, "correlation", sources),
    sampleOf(run, "regime.activity", activity, "ratio", sources),
  ];
}
