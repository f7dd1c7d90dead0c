import type { RetentionRule } from "./retention.ts";

/**
 * How long rows are kept where nothing else is said. The exports hold the long history; Postgres what is asked for. Stories and
 * runs outlast the eight weeks that anomalies are measured against. Casts are kept for ever.
 */
export const retentionRules: readonly RetentionRule[] = [
  { table: "prices", days: 400 },
  { table: "signals", days: 400 },
  { table: "events", days: 400 },
  { table: "stories", days: 400 },
  { table: "factors", days: 400 },
  { table: "markets", days: 400 },
  { table: "clusters", days: 400 },
  { table: "cascade_edges", days: 400 },
  { table: "anomalies", days: 90 },
  { table: "relations", days: 90 },
  { table: "pipeline_runs", days: 90 },
  { table: "source_runs", days: 30 },
  { table: "refused_quotes", days: 30 },
  { table: "backfills", days: 400 },
];
