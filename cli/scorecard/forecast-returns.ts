import { propagate } from "../../analytics/core/cascade/propagate.ts";
import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { Cluster } from "../../contracts/cluster.ts";
import { estimateBeta } from "./estimate-beta.ts";

/** Log return of each asset; null where the forecast has no basis for it. */
export type Forecast = ReadonlyMap<string, number | null>;

/** Log returns of the assets from the onset to the moment of the forecast. */
export type EarlyMoves = ReadonlyMap<string, number>;

type Returns = ReadonlyMap<string, Float64Array>;

/** Each asset moves on as its leader did so far, by its beta to it before. */
function followLeader(early: EarlyMoves, returns: Returns, leaderOf: (asset: string) => string | undefined): Forecast {
  const forecast = new Map<string, number | null>();
  for (const asset of early.keys()) {
    const leader = leaderOf(asset);
    const move = leader === undefined ? undefined : early.get(leader);
    const [own, other] = [returns.get(asset), returns.get(leader ?? "")];
    const beta = own === undefined || other === undefined ? null : estimateBeta(own, other);
    forecast.set(asset, move === undefined || beta === null ? null : beta * move);
  }
  return forecast;
}

/** The naive one: all follow one asset. */
export const forecastByReference = (early: EarlyMoves, returns: Returns, reference: string): Forecast =>
  followLeader(early, returns, () => reference);

/** All follow the medoids of their clusters; a medoid, and an asset alone, goes on as it did. */
export function forecastByClusters(early: EarlyMoves, returns: Returns, clusters: readonly Cluster[]): Forecast {
  const medoids = new Map(
    clusters.flatMap(({ members, medoid }) => members.map((member) => [member, medoid] as const)),
  );
  return followLeader(early, returns, (asset) => medoids.get(asset));
}

export type CascadeForecast = {
  readonly returns: Forecast;
  /** Of the assets that something reaches: after how long, from the moment of the forecast. */
  readonly arrivals: ReadonlyMap<string, number>;
};

/** The moves so far are shocks that follow the edges; what nothing reaches does not move. */
export function forecastByCascade(early: EarlyMoves, edges: readonly CascadeEdge[]): CascadeForecast {
  // A log return may be below −1, what shocks may not.
  const shocks = [...early].map(([asset, move]) => ({ asset, size: Math.max(-1, move) }));
  const impacts = propagate(edges, shocks, 0).filter(({ asset }) => early.has(asset));
  const sizes = new Map(impacts.map(({ asset, size }) => [asset, size]));
  return {
    returns: new Map([...early.keys()].map((asset) => [asset, sizes.get(asset) ?? 0])),
    arrivals: new Map(impacts.map(({ asset, arrivesAtMs }) => [asset, arrivesAtMs])),
  };
}
