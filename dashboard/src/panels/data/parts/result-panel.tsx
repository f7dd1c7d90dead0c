import { Panel } from "../../../components/panel.tsx";
import { countOf } from "../../../format/format-count.ts";
import type { Params } from "../../../host/panel.ts";
import type { QueryState } from "../engine/console-state.ts";
import type { ChangeParams } from "../use-kept-params.ts";
import { Downloads } from "./downloads.tsx";
import { ResultChart } from "./result-chart.tsx";
import { ResultTable } from "./result-table.tsx";

type ResultPanelProps = {
  readonly query: QueryState;
  readonly params: Params;
  readonly onChangeParams: ChangeParams;
};

/** The result of the last query: how long it took, its chart, its rows, and as a file. */
export function ResultPanel({ query, params, onChangeParams }: ResultPanelProps) {
  const shown = query.phase === "running" ? query.before : query;
  if (shown?.phase !== "done") return null;
  const { run, result, elapsedMs } = shown;
  return (
    <Panel
      title={shown === query ? "Result" : "Result before"}
      className="data-result"
      aside={<Downloads result={result} />}
    >
      <p className="number data-timing" role="status" data-testid="timing">
        {result.isWhole ? "" : "The first "}
        {countOf(result.rows, "row")}, {countOf(result.columns.length, "column")}, {formatElapsed(elapsedMs)}
        {result.isWhole ? "" : ". There are more: a LIMIT or a narrower WHERE shows which."}
      </p>
      <ResultChart result={result} params={params} onChangeParams={onChangeParams} />
      {/* Another result is another table: it starts at its first row, wherever the one before was scrolled. */}
      <ResultTable key={run} result={result} />
    </Panel>
  );
}

const formatElapsed = (ms: number): string =>
  ms < 1_000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(2)} s`;
