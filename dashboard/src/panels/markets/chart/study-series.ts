import { type IChartApi, type ISeriesApi, LineSeries, LineStyle, type UTCTimestamp } from "lightweight-charts";
import type { BarSlot } from "./bar-slots.ts";
import type { ChartColours } from "./chart-colours.ts";
import { formatStudy } from "./chart-words.ts";
import type { StudyLine } from "./study-lines.ts";

/** Each kind of line has a stroke of its own, besides its colour. */
const strokes: Readonly<Record<StudyLine["look"], LineStyle>> = {
  sma: LineStyle.Solid,
  ema: LineStyle.Dashed,
  band: LineStyle.Dotted,
  rsi: LineStyle.Solid,
  volatility: LineStyle.Solid,
};
/** Where a relative strength counts as overbought and oversold, after Wilder. */
const rsiLevels = [30, 70];

type Drawn = {
  readonly series: ISeriesApi<"Line">;
  readonly look: StudyLine["look"];
  readonly pane: StudyLine["pane"];
};

/** The lines over the candles and in panes below them. */
export function createStudySeries(chart: IChartApi) {
  const drawn = new Map<string, Drawn>();

  const add = ({ id, pane, look, unit }: StudyLine, place: number, colours: ChartColours | null): Drawn => {
    const series = chart.addSeries(
      LineSeries,
      {
        ...{ lineWidth: look === "band" ? 1 : 2, lineStyle: strokes[look], color: colours?.[look] ?? "#888888" },
        ...{ priceLineVisible: false, lastValueVisible: pane !== "price", crosshairMarkerVisible: false },
        priceFormat: { type: "custom", formatter: (value: number) => formatStudy(unit, value), minMove: 1e-9 },
      },
      place,
    );
    if (look === "rsi")
      for (const price of rsiLevels)
        series.createPriceLine({
          price,
          lineWidth: 1,
          lineStyle: LineStyle.Dotted,
          color: colours?.text ?? "#888888",
          axisLabelVisible: false,
          title: "",
        });
    const each = { series, look, pane };
    drawn.set(id, each);
    return each;
  };

  return {
    /** `fromSlot`: the first place that has changed; null draws all anew. */
    setLines: (
      slots: readonly BarSlot[],
      lines: readonly StudyLine[],
      fromSlot: number | null,
      colours: ChartColours | null,
    ): void => {
      const ids = new Set(lines.map(({ id }) => id));
      const kept = [...drawn.keys()].filter((id) => ids.has(id));
      // Panes are numbered in the order of what stands in them: with other lines all are laid out anew.
      const isSame = kept.length === drawn.size && kept.length === lines.length;
      if (!isSame) {
        for (const { series } of drawn.values()) chart.removeSeries(series);
        drawn.clear();
      }
      const panes = ["price", ...new Set(lines.map(({ pane }) => pane).filter((pane) => pane !== "price"))];
      for (const line of lines) {
        const known = drawn.get(line.id);
        const { series } = known ?? add(line, panes.indexOf(line.pane), colours);
        const data = pointsOf(slots, line);
        if (known === undefined || fromSlot === null) series.setData(data);
        else for (const point of data.slice(fromSlot)) series.update(point);
      }
      if (!isSame) for (const [index, pane] of chart.panes().entries()) pane.setStretchFactor(index === 0 ? 4 : 1);
    },
    setColours: (colours: ChartColours): void => {
      for (const { series, look } of drawn.values()) series.applyOptions({ color: colours[look] });
    },
  };
}

/** The line's values at the places of their bars. */
function pointsOf(slots: readonly BarSlot[], { values }: StudyLine) {
  let index = 0;
  return slots.map(({ startMs, bar }) => {
    const time = Math.round(startMs / 1_000) as UTCTimestamp;
    const value = bar === null ? null : (values[index++] ?? null);
    return value === null ? { time } : { time, value };
  });
}
