import type { JournalTable } from "./schema.ts";

/**
 * How a table's rows are read for export: `time` is the column of event time; `columns` are expressions, in the order of the dataset's
 * fields. Lists come as JSON text, moments as milliseconds, whole numbers as doubles, which hold them exactly.
 */
export type ExportTable = {
  readonly time: string;
  readonly columns: readonly string[];
  /** Places of the columns that are lists. */
  readonly lists: readonly number[];
};

const momentOf = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const factorOf = (name: string): string => `(factors->>'${name}')::float8`;
const listOf = (expression: string): string => `(${expression})::text`;
/** Names of the sources that a price rests on, or that it left out. */
const sourcesWhere = (test: string): string => listOf(`jsonb_path_query_array(sources, '$[*] ? (${test}).source')`);

export const exportTables = {
  prices: {
    time: "window_end_at",
    columns: [
      "asset",
      momentOf("window_end_at"),
      "price_usd",
      "open_usd",
      "low_usd",
      "high_usd",
      momentOf("sample_at"),
      "quality",
      "dispersion",
      sourcesWhere("!exists(@.refused)"),
      sourcesWhere("exists(@.refused)"),
    ],
    lists: [9, 10],
  },
  signals: {
    time: "sample_at",
    columns: [
      "signal",
      momentOf("sample_at"),
      "value",
      "low",
      "high",
      "unit",
      momentOf("valid_until_at"),
      "producer",
      listOf("sources"),
    ],
    lists: [8],
  },
  events: {
    time: "event_at",
    columns: [
      "event_id",
      momentOf("event_at"),
      momentOf("published_at"),
      momentOf("fetched_at"),
      "source",
      "publisher_family",
      "category",
      "severity",
      "confidence",
      factorOf("growth"),
      factorOf("liquidity"),
      factorOf("risk"),
      factorOf("regulation"),
      factorOf("shock"),
      listOf("geo->'countries'"),
      "(geo->>'lat')::float8",
      "(geo->>'lon')::float8",
      "geo->>'precision'",
      "rights",
      "method_version",
    ],
    lists: [14],
  },
  factors: {
    time: "as_of_at",
    columns: [
      "factor",
      momentOf("as_of_at"),
      "value",
      momentOf("valid_until_at"),
      listOf("jsonb_path_query_array(evidence, '$[*].eventId')"),
    ],
    lists: [4],
  },
  markets: {
    time: "sample_at",
    columns: [
      "market",
      momentOf("sample_at"),
      "probability",
      "logit",
      "shift",
      "volume_usd",
      "liquidity_usd",
      "state",
      momentOf("ends_at"),
      "source",
    ],
    lists: [],
  },
  clusters: {
    time: "as_of_at",
    columns: [
      "cluster_id",
      momentOf("as_of_at"),
      "view",
      listOf("members"),
      "medoid",
      "cohesion",
      "stress",
      "lineage_state",
      listOf("lineage_from"),
    ],
    lists: [3, 8],
  },
  cascade_edges: {
    time: "as_of_at",
    columns: [
      "from_asset",
      "to_asset",
      momentOf("as_of_at"),
      "weight",
      "low",
      "high",
      "lag_ms::float8",
      "support::float8",
      "q",
      "origin",
      momentOf("last_seen_at"),
    ],
    lists: [],
  },
  pipeline_runs: {
    time: "scheduled_at",
    columns: ["stage", momentOf("scheduled_at"), momentOf("finished_at"), "elapsed_ms", "outcome"],
    lists: [],
  },
} as const satisfies Partial<Record<JournalTable, ExportTable>>;

export type ExportTableName = keyof typeof exportTables;
