import type { Freshness, FreshnessReport } from "../../contracts/freshness.ts";
import type { StageStatus } from "../../contracts/live.ts";
import type { SourceRun } from "../../contracts/source-run.ts";

/** Everything that the page of metrics shows. */
export type MetricsInput = {
  readonly report: FreshnessReport;
  readonly stages: readonly StageStatus[];
  readonly sources: readonly SourceRun[];
  readonly deadLetters: readonly { readonly queue: string; readonly count: number }[];
  readonly segments: number;
};

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** A moment or a number that is not known gives no sample: a gap, never a zero. */
type Metric = { readonly name: string; readonly help: string; readonly samples: readonly Sample[] };

const stateNumbers = { fresh: 0, late: 1, stale: 2, never: 3 } as const satisfies Record<Freshness["state"], number>;
const outcomes = ["done", "degraded", "failed"] as const;
const sourceOutcomes = ["answered", "partial", "failed", "skipped"] as const;

/** Prometheus's text format, version 0.0.4. All are gauges, with times in seconds as its conventions ask. */
export const metricsType = "text/plain; version=0.0.4; charset=utf-8";

export const renderMetrics = (input: MetricsInput): string => listMetrics(input).map(renderMetric).join("");

function listMetrics({ report, stages, sources, deadLetters, segments }: MetricsInput): readonly Metric[] {
  const each = (pick: (reading: Freshness) => number | null): readonly Sample[] =>
    report.readings.flatMap((reading) => {
      const value = pick(reading);
      return value === null ? [] : [[{ kind: reading.kind, name: reading.name }, value] as const];
    });
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);
  return [
    metric(
      "age_seconds",
      "Event-time age of the newest run, row or sample.",
      each(({ ageMs }) => seconds(ageMs)),
    ),
    metric(
      "age_warn_seconds",
      "Age beyond which it counts as late.",
      each(({ warnMs }) => seconds(warnMs)),
    ),
    metric(
      "age_error_seconds",
      "Age beyond which it counts as stale.",
      each(({ errorMs }) => seconds(errorMs)),
    ),
    metric(
      "freshness_state",
      "0 fresh, 1 late, 2 stale, 3 never seen.",
      each(({ state }) => stateNumbers[state]),
    ),
    metric("now_seconds", "The present moment of the feed, in seconds since 1970.", [[{}, report.nowMs / 1_000]]),
    metric(
      "stage_last_run_seconds",
      "How long the last run of the stage took.",
      stages.map(({ stage, elapsedMs }) => [{ stage }, elapsedMs / 1_000]),
    ),
    metric(
      "stage_last_run_outcome",
      "1 for the outcome of the last run of the stage, else 0.",
      stages.flatMap(({ stage, outcome }) =>
        outcomes.map((each) => [{ stage, outcome: each }, Number(outcome === each)] as const),
      ),
    ),
    metric(
      "source_last_run_outcome",
      "1 for the outcome of the last run of the source, else 0.",
      sources.flatMap(({ source, outcome }) =>
        sourceOutcomes.map((each) => [{ source, outcome: each }, Number(outcome === each)] as const),
      ),
    ),
    metric("source_last_run_rows", "Rows that the source gave in its last run.", bySource(sources, "rows")),
    metric("source_last_run_refused_rows", "Of these, rows that were refused.", bySource(sources, "refusedRows")),
    metric("source_last_run_calls", "Calls that the source's last run made.", bySource(sources, "calls")),
    metric(
      "source_last_run_latency_seconds",
      "How long the source's last run took.",
      sources.map(({ source, latencyMs }) => [{ source }, latencyMs / 1_000]),
    ),
    metric(
      "dead_letters",
      "Messages that are set aside and wait for a decision.",
      deadLetters.map(({ queue, count }) => [{ queue }, count]),
    ),
    metric("journal_segments", "Journal messages that wait for Postgres, counted up to 1000.", [[{}, segments]]),
  ];
}

const bySource = (sources: readonly SourceRun[], field: "rows" | "refusedRows" | "calls"): readonly Sample[] =>
  sources.map((run) => [{ source: run.source }, run[field]]);

const metric = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `portent_${name}`,
  help,
  samples,
});

function renderMetric({ name, help, samples }: Metric): string {
  if (samples.length === 0) return "";
  const lines = samples.map(([labels, value]) => `${name}${renderLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

function renderLabels(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

/** The format knows three escapes, and lines end with a line feed alone. */
const escapeLabel = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
