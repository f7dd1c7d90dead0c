import { expect, test } from "vitest";
import type { Freshness } from "../../contracts/freshness.ts";
import { type MetricsInput, renderMetrics } from "./metrics.ts";

const reading = (name: string, more: Partial<Freshness>): Freshness => ({
  kind: "signal",
  name,
  newestAtMs: 1,
  ageMs: 1_500,
  warnMs: 240_000,
  errorMs: 600_000,
  state: "fresh",
  ...more,
});

const input: MetricsInput = {
  report: {
    feed: "live",
    nowMs: 1_722_839_400_500,
    readings: [
      reading("price.X", {}),
      reading('odd"\\\nname', { state: "never", ageMs: null, newestAtMs: null, warnMs: null, errorMs: null }),
    ],
  },
  stages: [{ stage: "ingest", eventTimeMs: 0, finishedWallMs: 0, elapsedMs: 412.5, outcome: "degraded", note: "" }],
  sources: [
    {
      source: "kraken",
      kind: "prices",
      atMs: 0,
      outcome: "partial",
      rows: 19,
      refusedRows: 2,
      calls: 3,
      latencyMs: 250,
      newestAtMs: null,
      note: "",
    },
  ],
  deadLetters: [{ queue: "fires", count: 2 }],
  segments: 7,
};

test("the page in full", () => {
  expect(renderMetrics(input)).toMatchInlineSnapshot(`
    "# HELP portent_age_seconds Event-time age of the newest run, row or sample.
    # TYPE portent_age_seconds gauge
    portent_age_seconds{kind="signal",name="price.X"} 1.5
    # HELP portent_age_warn_seconds Age beyond which it counts as late.
    # TYPE portent_age_warn_seconds gauge
    portent_age_warn_seconds{kind="signal",name="price.X"} 240
    # HELP portent_age_error_seconds Age beyond which it counts as stale.
    # TYPE portent_age_error_seconds gauge
    portent_age_error_seconds{kind="signal",name="price.X"} 600
    # HELP portent_freshness_state 0 fresh, 1 late, 2 stale, 3 never seen.
    # TYPE portent_freshness_state gauge
    portent_freshness_state{kind="signal",name="price.X"} 0
    portent_freshness_state{kind="signal",name="odd\\"\\\\\\nname"} 3
    # HELP portent_now_seconds The present moment of the feed, in seconds since 1970.
    # TYPE portent_now_seconds gauge
    portent_now_seconds 1722839400.5
    # HELP portent_stage_last_run_seconds How long the last run of the stage took.
    # TYPE portent_stage_last_run_seconds gauge
    portent_stage_last_run_seconds{stage="ingest"} 0.4125
    # HELP portent_stage_last_run_outcome 1 for the outcome of the last run of the stage, else 0.
    # TYPE portent_stage_last_run_outcome gauge
    portent_stage_last_run_outcome{stage="ingest",outcome="done"} 0
    portent_stage_last_run_outcome{stage="ingest",outcome="degraded"} 1
    portent_stage_last_run_outcome{stage="ingest",outcome="failed"} 0
    # HELP portent_source_last_run_outcome 1 for the outcome of the last run of the source, else 0.
    # TYPE portent_source_last_run_outcome gauge
    portent_source_last_run_outcome{source="kraken",outcome="answered"} 0
    portent_source_last_run_outcome{source="kraken",outcome="partial"} 1
    portent_source_last_run_outcome{source="kraken",outcome="failed"} 0
    portent_source_last_run_outcome{source="kraken",outcome="skipped"} 0
    # HELP portent_source_last_run_rows Rows that the source gave in its last run.
    # TYPE portent_source_last_run_rows gauge
    portent_source_last_run_rows{source="kraken"} 19
    # HELP portent_source_last_run_refused_rows Of these, rows that were refused.
    # TYPE portent_source_last_run_refused_rows gauge
    portent_source_last_run_refused_rows{source="kraken"} 2
    # HELP portent_source_last_run_calls Calls that the source's last run made.
    # TYPE portent_source_last_run_calls gauge
    portent_source_last_run_calls{source="kraken"} 3
    # HELP portent_source_last_run_latency_seconds How long the source's last run took.
    # TYPE portent_source_last_run_latency_seconds gauge
    portent_source_last_run_latency_seconds{source="kraken"} 0.25
    # HELP portent_dead_letters Messages that are set aside and wait for a decision.
    # TYPE portent_dead_letters gauge
    portent_dead_letters{queue="fires"} 2
    # HELP portent_journal_segments Journal messages that wait for Postgres, counted up to 1000.
    # TYPE portent_journal_segments gauge
    portent_journal_segments 7
    "
  `);
});

test("every line is a comment or a sample, each metric is told of once, and no sample comes twice", () => {
  const lines = renderMetrics(input).split("\n");
  expect(lines.pop()).toBe("");
  const sampleLine = /^([a-z_]+)(\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\})? -?[0-9.e+-]+$/;
  expect(lines.filter((line) => !/^# (HELP|TYPE) portent_[a-z_]+ /.test(line) && !sampleLine.test(line))).toEqual([]);
  expect(new Set(lines).size).toBe(lines.length);
});

test("what nothing is known of is left out, not shown as zero", () => {
  const empty = renderMetrics({
    ...input,
    stages: [],
    sources: [],
    deadLetters: [],
    report: { ...input.report, readings: [] },
  });
  expect(empty).not.toMatch(/stage|source|dead_letters|age_seconds/);
  expect(empty).toContain("portent_journal_segments 7\n");
});
