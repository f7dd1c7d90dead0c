import { useMemo } from "react";
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useTimes } from "../../components/use-times.ts";
import type { PricePoint } from "../../data/price-points.ts";
import { formatPlain } from "../../format/format-number.ts";
import { chartSeries, priceDomain, priceTicks, timeTicks } from "./chart-series.ts";
import { ChartTooltip } from "./chart-tooltip.tsx";

type PriceChartProps = {
  readonly points: readonly PricePoint[];
  readonly rangeMs: number;
  readonly cadenceMs: number;
  /** Event times at which a trigger fired on this asset. */
  readonly fireTimes: readonly number[];
  readonly label: string;
};

/** Price over event time. No animation: values move with the feed alone. */
export default function PriceChart({ points, rangeMs, cadenceMs, fireTimes, label }: PriceChartProps) {
  const { formatClock, formatMoment, formatZone } = useTimes();
  const series = useMemo(() => chartSeries(points, rangeMs, 3 * cadenceMs), [points, rangeMs, cadenceMs]);
  const fromMs = series[0]?.atMs ?? 0;
  const toMs = series.at(-1)?.atMs ?? 0;
  const [low, high] = priceDomain(series);
  const firstPrice = series.find(({ priceUsd }) => priceUsd !== null)?.priceUsd ?? null;
  return (
    <figure
      className="chart"
      aria-label={`Price of ${label} in US dollars from ${formatMoment(fromMs)} to ${formatMoment(toMs)} ${formatZone(toMs)}`}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 260 }}>
        <AreaChart data={[...series]} margin={{ top: 18, right: 0, bottom: 0, left: 12 }}>
          <defs>
            <linearGradient id="chart-fill" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0%" className="chart-fill-top" />
              <stop offset="100%" className="chart-fill-bottom" />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={[fromMs, toMs]}
            ticks={[...timeTicks(fromMs, toMs, 7)]}
            tickFormatter={formatClock}
            tickLine={false}
            axisLine={false}
            tickMargin={6}
            height={24}
            minTickGap={16}
          />
          <YAxis
            orientation="right"
            domain={[low, high]}
            ticks={[...priceTicks(low, high, 5)]}
            tickFormatter={formatPlain}
            tickLine={false}
            axisLine={false}
            width={62}
          />
          <Tooltip
            content={<ChartTooltip firstPrice={firstPrice} />}
            isAnimationActive={false}
            cursor={{ className: "chart-cursor" }}
          />
          <Area
            dataKey="priceUsd"
            type="linear"
            className="chart-line"
            fill="url(#chart-fill)"
            stroke="currentColor"
            strokeWidth={1.6}
            dot={false}
            activeDot={{ r: 3.5 }}
            isAnimationActive={false}
          />
          {fireTimes
            .filter((atMs) => atMs >= fromMs && atMs <= toMs)
            .map((atMs) => (
              <ReferenceLine key={atMs} x={atMs} label={{ value: "fired", position: "top" }} />
            ))}
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}
