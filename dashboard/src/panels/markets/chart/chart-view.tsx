import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useState } from "react";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatPrice } from "../../../format/format-number.ts";
import { barSlots } from "./bar-slots.ts";
import { type Bar, barStartMs } from "./bars.ts";
import { type ChartSettings, ranges } from "./chart-settings.ts";
import type { ChartPoint, Level } from "./create-candle-chart.ts";
import { crosshairKey } from "./crosshair-key.ts";
import { MarkStrip } from "./mark-strip.tsx";
import type { Mark } from "./marks.ts";
import { Readout } from "./readout.tsx";
import type { StudyLine } from "./study-lines.ts";

/** The canvas and its library are larger than all the rest of the panel: its numbers must not wait for them. */
const CandleCanvas = lazy(() => import("./candle-canvas.tsx"));

type ChartViewProps = {
  readonly name: string;
  /** All bars, the warm-up of the indicators before the range included. */
  readonly bars: readonly Bar[];
  readonly barMs: number;
  readonly fromMs: number;
  readonly settings: ChartSettings;
  readonly lines: readonly StudyLine[];
  readonly levels: readonly Level[];
  readonly marks: readonly Mark[];
  readonly openMark: string | null;
  /** The bar that was chosen. */
  readonly chosenMs: number | null;
  readonly onChoose: (point: ChartPoint) => void;
  readonly onMark: (id: string | null) => void;
};

/**
 * The candles with a crosshair for the pointer and for the keyboard: arrows move it from bar to bar, Enter chooses the bar. To those who
 * do not see the canvas it is a slider over the bars that tells the numbers of each.
 */
export function ChartView(props: ChartViewProps) {
  const { name, bars, barMs, fromMs, settings, lines, levels, marks, openMark, chosenMs, onChoose, onMark } = props;
  const { formatMoment, formatZone } = useTimes();
  const [hoverMs, setHover] = useState<number | null>(null);
  const [cursorMs, setCursor] = useState<number | null>(null);
  const [axis, setAxis] = useState<{ readonly placeOf: (startMs: number) => number | null } | null>(null);
  const slots = useMemo(() => barSlots(bars, barMs), [bars, barMs]);
  const shownMs = cursorMs ?? hoverMs ?? chosenMs;
  const found = shownMs === null ? -1 : bars.findIndex(({ startMs }) => startMs === shownMs);
  const index = found === -1 ? bars.length - 1 : found;
  const bar = bars[index];

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || bar === undefined) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose({ startMs: bar.startMs, priceUsd: bar.closeUsd });
      return;
    }
    const next = crosshairKey(event.key, index, bars.length);
    if (next === null) return;
    event.preventDefault();
    setCursor(bars[next]?.startMs ?? null);
  };
  const onAxis = useCallback((placeOf: (startMs: number) => number | null) => setAxis({ placeOf }), []);
  const panes = new Set(lines.map(({ pane }) => pane)).size - (lines.some(({ pane }) => pane === "price") ? 1 : 0);
  const said =
    bar === undefined
      ? "no bar"
      : `${formatMoment(bar.startMs)} ${formatZone(bar.startMs)}: open ${formatPrice(bar.openUsd)}, high ${formatPrice(bar.highUsd)}, low ${formatPrice(bar.lowUsd)}, close ${formatPrice(bar.closeUsd)}`;
  return (
    <>
      <Readout bar={bar ?? null} lines={lines} index={index} isNewest={index === bars.length - 1} />
      <div
        className="mk-chart"
        data-panes={panes}
        data-testid="candles"
        role="slider"
        tabIndex={0}
        aria-label={`Candles of ${name}: choose a bar with the arrow keys`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, bars.length - 1)}
        aria-valuenow={Math.max(0, index)}
        aria-valuetext={said}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      >
        <Suspense fallback={<Skeleton rows={8} label="Loading the chart" />}>
          <CandleCanvas
            slots={slots}
            lines={lines}
            levels={levels}
            fromMs={fromMs}
            viewKey={`${name} ${settings.range} ${settings.bar}`}
            crosshairMs={cursorMs}
            onMove={(startMs) => {
              setHover(startMs);
              if (startMs !== null) setCursor(null);
            }}
            onPress={onChoose}
            onAxis={onAxis}
          />
        </Suspense>
      </div>
      <MarkStrip
        marks={marks}
        placeOf={axis === null ? null : (atMs) => axis.placeOf(barStartMs(atMs, barMs))}
        openMark={openMark}
        onOpen={onMark}
        rangeLabel={ranges[settings.range].label}
      />
    </>
  );
}
