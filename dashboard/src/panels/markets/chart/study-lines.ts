import type { Bar } from "./bars.ts";
import { type ChartSettings, indicators } from "./chart-settings.ts";
import { bollinger, ema, type Line, rsi, sma, volatility } from "./indicators.ts";

/** A line of the chart: over the prices, or in a pane of its own. */
export type StudyLine = {
  readonly id: string;
  readonly pane: "price" | "rsi" | "volatility";
  readonly label: string;
  readonly values: Line;
  /** Lines are told apart by their stroke as well as by their colour. */
  readonly look: "sma" | "ema" | "band" | "rsi" | "volatility";
  readonly unit: "usd" | "index" | "fraction";
};

/** The lines that the settings ask for, over all bars, the warm-up before the range included. */
export function studyLines(bars: readonly Bar[], barMs: number, settings: ChartSettings): readonly StudyLine[] {
  const { counts, bandWidth } = settings;
  const closes = bars.map(({ closeUsd }) => closeUsd);
  const lines: StudyLine[] = [];
  if (counts.sma !== undefined) lines.push(over("sma", counts.sma, sma(closes, counts.sma)));
  if (counts.ema !== undefined) lines.push(over("ema", counts.ema, ema(closes, counts.ema)));
  if (counts.bands !== undefined) {
    const { upper, lower } = bollinger(closes, counts.bands, bandWidth);
    const label = `Bands ${counts.bands}, ${bandWidth} σ`;
    const common = { pane: "price", look: "band", unit: "usd" } as const;
    lines.push({ ...common, id: "bands-upper", label: `${label}, upper`, values: upper });
    lines.push({ ...common, id: "bands-lower", label: `${label}, lower`, values: lower });
  }
  if (counts.rsi !== undefined) {
    const values = rsi(closes, counts.rsi);
    lines.push({ id: "rsi", pane: "rsi", look: "rsi", unit: "index", label: `RSI ${counts.rsi}`, values });
  }
  if (counts.vol !== undefined) {
    const values = volatility(closes, counts.vol, barMs);
    const label = `Volatility ${counts.vol}, a year`;
    lines.push({ id: "vol", pane: "volatility", look: "volatility", unit: "fraction", label, values });
  }
  return lines;
}

function over(name: "sma" | "ema", count: number, values: Line): StudyLine {
  return { id: name, pane: "price", look: name, unit: "usd", label: `${indicators[name].label} ${count}`, values };
}
