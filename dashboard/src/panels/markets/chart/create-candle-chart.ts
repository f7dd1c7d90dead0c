import {
  type CandlestickData,
  CandlestickSeries,
  CrosshairMode,
  createChart,
  type IChartApi,
  type IPriceLine,
  LineStyle,
  type MouseEventParams,
  type UTCTimestamp,
  type WhitespaceData,
} from "lightweight-charts";
import { formatPrice } from "../../../format/format-number.ts";
import { type BarSlot, firstChange } from "./bar-slots.ts";
import type { ChartColours } from "./chart-colours.ts";
import type { StudyLine } from "./study-lines.ts";
import { createStudySeries } from "./study-series.ts";

/** A horizontal line at a price, with what it is. */
export type Level = {
  readonly priceUsd: number;
  readonly title: string;
  readonly kind: "trigger" | "idle" | "chosen";
};

export type ChartPoint = { readonly startMs: number; readonly priceUsd: number };

export type CandleChartEvents = {
  /** The bar under the pointer; null when it leaves. */
  readonly onMove: (startMs: number | null) => void;
  readonly onPress: (point: ChartPoint) => void;
  /** Places on the axis moved: the range was changed, or the chart's size. */
  readonly onAxis: () => void;
};

export type CandleChart = ReturnType<typeof createCandleChart>;

const seconds = (ms: number): UTCTimestamp => Math.round(ms / 1_000) as UTCTimestamp;

/** Candles on a canvas. It draws what it is told and tells what is done to it; it knows nothing of the page. */
export function createCandleChart(container: HTMLElement, isStill: boolean, events: CandleChartEvents) {
  const chart: IChartApi = createChart(container, {
    autoSize: true,
    layout: { attributionLogo: false, fontSize: 11, panes: { enableResize: false } },
    crosshair: { mode: CrosshairMode.Normal },
    // The wheel and a finger that moves up or down scroll the page.
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
    kineticScroll: { mouse: false, touch: !isStill },
    timeScale: {
      ...{ timeVisible: true, secondsVisible: false, rightOffset: 2, minBarSpacing: 0.5 },
      // What is in sight stays in sight on a phone that is turned.
      lockVisibleTimeRangeOnResize: true,
    },
    rightPriceScale: { scaleMargins: { top: 0.08, bottom: 0.06 } },
  });
  const candles = chart.addSeries(CandlestickSeries, { priceLineVisible: false, lastValueVisible: true });
  const studies = createStudySeries(chart);
  let slots: readonly BarSlot[] = [];
  let levels: IPriceLine[] = [];
  let colours: ChartColours | null = null;

  chart.subscribeCrosshairMove(({ time, point }: MouseEventParams) => {
    // Without a point it is the page itself that has set the crosshair.
    if (point === undefined && time !== undefined) return;
    events.onMove(typeof time === "number" && point !== undefined ? time * 1_000 : null);
  });
  chart.subscribeClick(({ time, point, paneIndex }: MouseEventParams) => {
    if (typeof time !== "number" || point === undefined || (paneIndex ?? 0) !== 0) return;
    const priceUsd = candles.coordinateToPrice(point.y);
    if (priceUsd !== null && priceUsd > 0) events.onPress({ startMs: time * 1_000, priceUsd });
  });
  chart.timeScale().subscribeVisibleLogicalRangeChange(() => events.onAxis());
  chart.timeScale().subscribeSizeChange(() => events.onAxis());

  const candleOf = ({ startMs, bar }: BarSlot): CandlestickData<UTCTimestamp> | WhitespaceData<UTCTimestamp> =>
    bar === null
      ? { time: seconds(startMs) }
      : { time: seconds(startMs), open: bar.openUsd, high: bar.highUsd, low: bar.lowUsd, close: bar.closeUsd };

  return {
    /** Draws bars and the lines over them; where the end alone has changed, the end alone is drawn anew. */
    setBars: (next: readonly BarSlot[], lines: readonly StudyLine[]): void => {
      const from = firstChange(slots, next);
      const isTail = slots.length > 0 && next.length >= slots.length && from >= slots.length - 1;
      slots = next;
      if (isTail) for (const slot of next.slice(from)) candles.update(candleOf(slot));
      else candles.setData(next.map(candleOf));
      const last = next.findLast(({ bar }) => bar !== null)?.bar?.closeUsd ?? 1;
      const priceFormat = { type: "custom", formatter: formatPrice, minMove: 10 ** (Math.floor(Math.log10(last)) - 5) };
      if (!isTail) candles.applyOptions({ priceFormat: priceFormat as never });
      studies.setLines(next, lines, isTail ? from : null, colours);
    },
    setLevels: (next: readonly Level[]): void => {
      for (const line of levels) candles.removePriceLine(line);
      levels = next.map(({ priceUsd, title, kind }) =>
        candles.createPriceLine({
          ...{ price: priceUsd, title, lineWidth: 1, axisLabelVisible: kind !== "idle" },
          lineStyle: kind === "trigger" ? LineStyle.Dashed : LineStyle.Dotted,
          color:
            (kind === "chosen" ? colours?.accent : kind === "trigger" ? colours?.warn : colours?.text) ?? "#888888",
        }),
      );
    },
    setColours: (next: ChartColours): void => {
      colours = next;
      const { text, grid, surface, up, down, accent } = next;
      chart.applyOptions({
        layout: { background: { color: "transparent" }, textColor: text, panes: { separatorColor: grid } },
        grid: { vertLines: { visible: false }, horzLines: { color: grid } },
        rightPriceScale: { borderColor: grid },
        timeScale: { borderColor: grid },
        crosshair: {
          vertLine: { color: text, labelBackgroundColor: text },
          horzLine: { color: text, labelBackgroundColor: text },
        },
      });
      // Hollow where it rose and filled where it fell: not told apart by colour alone.
      candles.applyOptions({
        ...{ upColor: surface, borderUpColor: up, wickUpColor: up },
        ...{ downColor: down, borderDownColor: down, wickDownColor: down },
        // The newest price on the axis: a candle that rose has the colour of the surface.
        priceLineColor: accent,
      });
      studies.setColours(next);
    },
    setTimes: (tellAxis: (atMs: number, isDay: boolean) => string, tellMoment: (atMs: number) => string): void => {
      chart.applyOptions({
        localization: { timeFormatter: (time: number) => tellMoment(time * 1_000) },
        // Types below 3 are days, months and years.
        timeScale: { tickMarkFormatter: (time: number, type: number) => tellAxis(time * 1_000, type < 3) },
      });
    },
    showRange: (fromMs: number): void => {
      const first = slots.findIndex(({ startMs }) => startMs >= fromMs);
      if (slots.length > 0)
        chart.timeScale().setVisibleLogicalRange({ from: Math.max(0, first) - 0.5, to: slots.length + 1 });
    },
    /** Puts the crosshair on a bar and brings it into sight; null takes it away. */
    showCrosshair: (startMs: number | null): void => {
      const index = startMs === null ? -1 : slots.findIndex((slot) => slot.startMs === startMs);
      const bar = slots[index]?.bar;
      if (bar === null || bar === undefined) {
        chart.clearCrosshairPosition();
        return;
      }
      const range = chart.timeScale().getVisibleLogicalRange();
      if (range !== null && (index < range.from || index > range.to)) {
        const by = index < range.from ? index - range.from - 1 : index - range.to + 1;
        chart.timeScale().setVisibleLogicalRange({ from: range.from + by, to: range.to + by });
      }
      chart.setCrosshairPosition(bar.closeUsd, seconds(bar.startMs), candles);
    },
    /** Where a bar stands, in pixels from the left of the chart; null where it is out of sight. */
    placeOf: (startMs: number): number | null => {
      const x = chart.timeScale().timeToCoordinate(seconds(startMs));
      return x === null || x < 0 || x > chart.timeScale().width() ? null : x;
    },
    destroy: () => chart.remove(),
  };
}
