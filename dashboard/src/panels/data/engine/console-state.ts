import type { Days } from "../catalogue/choose-files.ts";
import type { SqlError } from "../query/describe-error.ts";
import type { Result } from "../result/read-result.ts";

export type EngineState =
  | { readonly phase: "off" }
  | { readonly phase: "starting"; readonly share: number }
  | { readonly phase: "ready"; readonly version: string }
  | { readonly phase: "failed"; readonly detail: string };

/** A dataset in the console, as it was loaded. */
export type LoadedTable = {
  readonly version: number | null;
  readonly days: Days;
  readonly rows: number;
  readonly bytes: number;
  readonly columns: readonly string[];
};

export type Done = {
  readonly phase: "done";
  /** Tells one result from the next, of the same text as well. */
  readonly run: number;
  readonly result: Result;
  readonly elapsedMs: number;
};

export type QueryState =
  | { readonly phase: "idle" }
  /** The result before stays in sight until there is another. */
  | { readonly phase: "running"; readonly isCancelling: boolean; readonly before: Done | null }
  | Done
  | { readonly phase: "failed"; readonly text: string; readonly error: SqlError }
  | { readonly phase: "cancelled"; readonly wasEnded: boolean };

export type ConsoleState = {
  readonly engine: EngineState;
  readonly tables: ReadonlyMap<string, LoadedTable>;
  readonly loading: { readonly dataset: string; readonly loaded: number; readonly total: number } | null;
  /** What went wrong with the data, or is other than the link says. */
  readonly notices: readonly string[];
  readonly query: QueryState;
};

export const offState: ConsoleState = {
  engine: { phase: "off" },
  tables: new Map(),
  loading: null,
  notices: [],
  query: { phase: "idle" },
};
