import { type RefObject, useEffect, useRef, useState } from "react";
import { useTimes } from "../../../components/use-times.ts";
import type { BarSlot } from "./bar-slots.ts";
import { colourNames, useChartColours } from "./chart-colours.ts";
import { type CandleChart, type ChartPoint, createCandleChart, type Level } from "./create-candle-chart.ts";
import type { StudyLine } from "./study-lines.ts";

export type CandleCanvasProps = {
  readonly slots: readonly BarSlot[];
  readonly lines: readonly StudyLine[];
  readonly levels: readonly Level[];
  /** What is in sight at first: from here to the newest bar. Another `viewKey` puts it there again. */
  readonly fromMs: number;
  readonly viewKey: string;
  /** The bar that the keyboard's crosshair is on. */
  readonly crosshairMs: number | null;
  readonly onMove: (startMs: number | null) => void;
  readonly onPress: (point: ChartPoint) => void;
  /** How to find places on the axis; called anew when they have moved. */
  readonly onAxis: (placeOf: CandleChart["placeOf"]) => void;
};

/** The canvas of the candles, kept in step with what it is given. */
export default function CandleCanvas(props: CandleCanvasProps) {
  const { slots, lines, levels, fromMs, viewKey, crosshairMs } = props;
  const { formatClock, formatDay, formatMoment, formatZone } = useTimes();
  const rootRef = useRef<HTMLDivElement>(null);
  const boxRef = useRef<HTMLDivElement>(null);
  const colours = useChartColours(rootRef);
  const chart = useChart(boxRef, props);

  useEffect(() => {
    chart?.setTimes(
      (atMs, isDay) => (isDay ? formatDay(atMs).replace(/ \d+$/, "") : formatClock(atMs)),
      (atMs) => `${formatMoment(atMs)} ${formatZone(atMs)}`,
    );
  }, [chart, formatClock, formatDay, formatMoment, formatZone]);
  useEffect(() => {
    if (colours !== null) chart?.setColours(colours);
  }, [chart, colours]);
  useEffect(() => chart?.setBars(slots, lines), [chart, slots, lines]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: levels are drawn in the theme's colours
  useEffect(() => chart?.setLevels(levels), [chart, levels, colours]);
  const isEmpty = slots.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader's own view stays until another is chosen
  useEffect(() => {
    if (!isEmpty) chart?.showRange(fromMs);
  }, [chart, viewKey, isEmpty]);
  useEffect(() => chart?.showCrosshair(crosshairMs), [chart, crosshairMs]);

  return (
    <div className="mk-canvas" ref={rootRef}>
      {colourNames.map((name) => (
        <span key={name} hidden className={`mk-colour-${name}`} />
      ))}
      <div className="mk-canvas-box" ref={boxRef} />
    </div>
  );
}

/** A chart for as long as the element is there. What is done to it goes to the newest handlers. */
function useChart(box: RefObject<HTMLDivElement | null>, props: CandleCanvasProps): CandleChart | null {
  const [chart, setChart] = useState<CandleChart | null>(null);
  const newest = useRef(props);
  useEffect(() => {
    newest.current = props;
  });
  useEffect(() => {
    if (box.current === null) return;
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const created = createCandleChart(box.current, isStill, {
      onMove: (startMs) => newest.current.onMove(startMs),
      onPress: (point) => newest.current.onPress(point),
      onAxis: () => newest.current.onAxis(created.placeOf),
    });
    setChart(created);
    return () => {
      setChart(null);
      created.destroy();
    };
  }, [box]);
  return chart;
}
