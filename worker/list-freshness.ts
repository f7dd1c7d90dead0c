import type { CatalogueSignal } from "../conditions/signal-catalogue.ts";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import type { Freshness, FreshnessKind } from "../contracts/freshness.ts";
import type { FeedKind, StageStatus } from "../contracts/live.ts";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import { judgeAge, type Limits, limitsOf } from "./freshness.ts";

/** The newest that is known of everything, as the live feed's object holds it. */
export type Seen = {
  readonly feed: FeedKind;
  readonly nowWallMs: number;
  readonly stages: readonly StageStatus[];
  /** The latest run of each source; `newestAtMs` is that of its newest row ever. */
  readonly sources: readonly SourceRun[];
  readonly signals: readonly (readonly [signal: string, atMs: number])[];
  /** Sources that are asked here: those with an address. */
  readonly askedSources: readonly string[];
};

type File = Pick<PipelinesFile, "stages" | "sources">;

/** The present moment: the wall clock when live, in a replay the latest event time that anything has reached. */
export function presentMs({ feed, nowWallMs, stages }: Seen): number {
  return feed === "live" ? nowWallMs : Math.max(0, ...stages.map(({ eventTimeMs }) => eventTimeMs));
}

/**
 * Stages that state limits, sources that are asked, and signals that were ever seen. A stage whose last run failed is late at
 * least, however young the attempt: it renewed nothing. A source that gave no row in its last run is as old as its newest one.
 */
export function listFreshness(
  seen: Seen,
  file: File,
  findSignal: (key: string) => CatalogueSignal | undefined,
): readonly Freshness[] {
  const nowMs = presentMs(seen);
  const read = (kind: FreshnessKind, name: string, newestAtMs: number | null, limits: Limits): Freshness => {
    const ageMs = newestAtMs === null ? null : Math.max(0, nowMs - newestAtMs);
    return { kind, name, newestAtMs, ageMs, ...limits, state: ageMs === null ? "never" : judgeAge(ageMs, limits) };
  };
  const statuses = new Map(seen.stages.map((status) => [status.stage, status]));
  const stages = Object.entries(file.stages).flatMap(([name, { freshness }]) => {
    if (freshness === undefined) return [];
    const status = statuses.get(name);
    const reading = read("stage", name, status?.eventTimeMs ?? null, limitsOf(freshness));
    const isFailed = status?.outcome === "failed" && reading.state === "fresh";
    return [isFailed ? { ...reading, state: "late" as const } : reading];
  });
  const runs = new Map(seen.sources.map((run) => [run.source, run]));
  const sources = Object.entries(file.sources).flatMap(([name, { freshness }]) =>
    seen.askedSources.includes(name)
      ? [read("source", name, runs.get(name)?.newestAtMs ?? null, limitsOf(freshness))]
      : [],
  );
  const signals = seen.signals.map(([key, atMs]) => read("signal", key, atMs, signalLimits(findSignal(key))));
  const byName = (a: Freshness, b: Freshness) => compareCodePoints(a.name, b.name);
  return [...stages.sort(byName), ...sources.sort(byName), ...signals.sort(byName)];
}

/** A signal is late when one sample was missed, and stale when triggers no longer take it for data. */
export function signalLimits(signal: CatalogueSignal | undefined): Limits {
  if (signal === undefined) return { warnMs: null, errorMs: null };
  return { warnMs: Math.min(2 * signal.stepMs, signal.stalenessMs), errorMs: signal.stalenessMs };
}
