import { memo, useMemo } from "react";
import type { ClusterLineageReport } from "../../../../contracts/cluster-lineage.ts";
import { useTimes } from "../../components/use-times.ts";
import { useWidth } from "../../components/use-width.ts";
import { describeLineage } from "./lineage-events.ts";
import { drawLineage, type LineageBlock } from "./lineage-layout.ts";
import { colourOf } from "./swatch.tsx";

const height = 240;
const labelRoom = 22;
const tickRoom = 92;

type LineageChartProps = {
  readonly report: ClusterLineageReport;
  readonly numbers: ReadonlyMap<string, number>;
  /** The run that is looked at. */
  readonly chosenMs: number | null;
  readonly onChoose: (asOfMs: number) => void;
};

/** Clusters over the runs as bands. The choice of a run above and the table below do the same without a pointer. */
export const LineageChart = memo(function LineageChart({ report, numbers, chosenMs, onChoose }: LineageChartProps) {
  const { formatClock, formatDay, formatZone } = useTimes();
  const { ref, width } = useWidth<HTMLElement>();
  const plotWidth = Math.max(0, width - labelRoom);
  const { columns, flows } = useMemo(() => drawLineage(report.runs, plotWidth, height), [report, plotWidth]);
  const last = columns.at(-1);
  const classOf = (id: string | null): string => (id === null ? "cluster-plain" : colourOf(numbers.get(id) ?? null, 2));
  const every = Math.max(1, Math.ceil(columns.length / Math.max(1, Math.floor(plotWidth / tickRoom))));
  return (
    <figure ref={ref} className="lineage" data-testid="lineage">
      {width === 0 ? null : (
        <svg width={width} height={height + 36} role="img" aria-label={describeLineage(report)}>
          {flows.map(({ id, to, path }) => (
            <path key={path} className={`lineage-flow ${classOf(to ?? id)}`} d={path} />
          ))}
          {columns.map(({ asOfMs, x, blocks }, at) => (
            <g key={asOfMs}>
              {blocks.map((block) => (
                <Block key={block.id ?? ""} block={block} className={classOf(block.id)} />
              ))}
              {asOfMs === chosenMs ? (
                <rect
                  className="lineage-chosen"
                  x={x - 3}
                  y={-1}
                  width={(blocks[0]?.width ?? 0) + 6}
                  height={height + 2}
                />
              ) : null}
              {(columns.length - 1 - at) % every === 0 ? (
                <text
                  className="lineage-tick"
                  x={Math.min(Math.max(x + (blocks[0]?.width ?? 0) / 2, 34), width - 36)}
                  y={height + 15}
                  textAnchor="middle"
                >
                  {formatClock(asOfMs)}
                  <tspan x={Math.min(Math.max(x + (blocks[0]?.width ?? 0) / 2, 34), width - 36)} dy={14}>
                    {formatDay(asOfMs)}
                  </tspan>
                </text>
              ) : null}
            </g>
          ))}
          {last?.blocks.map(({ id, y, height: tall, x, width: wide }) =>
            tall < 9 || id === null ? null : (
              <text key={id} className={`lineage-number ${classOf(id)}`} x={x + wide + 5} y={y + tall / 2 + 4}>
                {(numbers.get(id) ?? 0) + 1}
              </text>
            ),
          )}
          {columns.map(({ asOfMs, x }, at) => {
            const [from, to] = [columns[at - 1]?.x ?? x - tickRoom, columns[at + 1]?.x ?? x + tickRoom];
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the field above and the table below choose a run
              <rect
                key={asOfMs}
                className="lineage-hit"
                x={(from + x) / 2}
                y={0}
                width={Math.max(1, (to - from) / 2)}
                height={height}
                onClick={() => onChoose(asOfMs)}
              >
                <title>{`Run of ${formatDay(asOfMs)}, ${formatClock(asOfMs)} ${formatZone(asOfMs)}: look at it`}</title>
              </rect>
            );
          })}
        </svg>
      )}
      <figcaption className="muted">
        As high as a cluster has members; the grey at the bottom stand alone. A ring: it began, or took another in.
      </figcaption>
    </figure>
  );
});

function Block({ block, className }: { readonly block: LineageBlock; readonly className: string }) {
  const { x, y, width, height: tall, mark } = block;
  return (
    <>
      <rect className={`lineage-block ${className}`} x={x} y={y} width={width} height={Math.max(1, tall)} />
      {mark !== null && width >= 5 ? (
        <circle
          className="lineage-mark"
          cx={x + width / 2}
          cy={y + Math.max(1, tall) / 2}
          r={Math.min(4, width / 2 - 1)}
        />
      ) : null}
    </>
  );
}
