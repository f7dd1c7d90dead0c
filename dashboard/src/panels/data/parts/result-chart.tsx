import { useMemo } from "react";
import { useWidth } from "../../../components/use-width.ts";
import type { Params } from "../../../host/panel.ts";
import { drawingOf } from "../result/chart-lines.ts";
import { chartWords } from "../result/chart-words.ts";
import { type ChartChoice, canBeX, chooseChart } from "../result/choose-chart.ts";
import type { Result, ResultColumn } from "../result/read-result.ts";
import type { ChangeParams } from "../use-kept-params.ts";
import { BarDrawing } from "./bar-drawing.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { LineDrawing } from "./line-drawing.tsx";

type ResultChartProps = { readonly result: Result; readonly params: Params; readonly onChangeParams: ChangeParams };

/** The result as lines over a time or a number, or as bars of few texts. Its table twin are the rows below. */
export function ResultChart({ result, params, onChangeParams }: ResultChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const choice = useMemo(() => chooseChart(result, params), [result, params]);
  const drawing = useMemo(() => (choice === null ? null : drawingOf(result, choice)), [result, choice]);
  const [x, y] = [result.columns[choice?.x ?? -1], result.columns[choice?.y ?? -1]];
  if (choice === null || drawing === null || x === undefined || y === undefined) return null;
  const isLines = x.kind !== "text";
  return (
    <figure className="data-chart" data-testid="result-chart">
      <ChartColumns result={result} choice={choice} onChangeParams={onChangeParams} />
      <div ref={ref}>
        {width === 0 ? null : isLines ? (
          <LineDrawing lines={drawing.lines} x={x} width={width} />
        ) : (
          <BarDrawing bars={drawing.bars} />
        )}
      </div>
      <figcaption className="muted">{chartWords(drawing, x, y)} The rows are in the table below.</figcaption>
    </figure>
  );
}

type ChartColumnsProps = {
  readonly result: Result;
  readonly choice: ChartChoice;
  readonly onChangeParams: ChangeParams;
};

function ChartColumns({ result, choice, onChangeParams }: ChartColumnsProps) {
  const { columns } = result;
  const namesOf = (fits: (column: ResultColumn) => boolean) => columns.filter(fits).map(({ name }) => name);
  const x = columns[choice.x];
  return (
    <div className="data-chart-columns">
      <ColumnChoice
        label="Draw"
        value={columns[choice.y]?.name ?? ""}
        names={namesOf(({ kind }) => kind === "number")}
        onChange={(y) => onChangeParams({ y })}
      />
      <ColumnChoice
        label="over"
        value={x?.name ?? ""}
        names={namesOf((column) => canBeX(result, column))}
        onChange={(name) => onChangeParams({ x: name })}
      />
      {x?.kind === "text" ? null : (
        <ColumnChoice
          label="a line per"
          value={choice.by === null ? "" : (columns[choice.by]?.name ?? "")}
          names={["", ...namesOf(({ kind }) => kind === "text")]}
          onChange={(by) => onChangeParams({ by })}
        />
      )}
    </div>
  );
}
