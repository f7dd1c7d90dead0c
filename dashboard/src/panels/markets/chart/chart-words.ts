import { type ChangeWords, formatPrice } from "../../../format/format-number.ts";
import type { Bar } from "./bars.ts";
import type { StudyLine } from "./study-lines.ts";

/** What the candles show, in a few sentences; `whenOf` tells a moment. */
export function describeChart(
  { name, rangeLabel, barLabel }: { readonly name: string; readonly rangeLabel: string; readonly barLabel: string },
  bars: readonly Bar[],
  whenOf: (atMs: number) => string,
  changeWords: ChangeWords,
): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return `${name}: no price within ${rangeLabel}.`;
  const highest = bars.reduce((best, bar) => (bar.highUsd > best.highUsd ? bar : best));
  const lowest = bars.reduce((best, bar) => (bar.lowUsd < best.lowUsd ? bar : best));
  return [
    `${name}, ${rangeLabel} in bars of ${barLabel}: from $${formatPrice(first.openUsd)} to $${formatPrice(last.closeUsd)}, ${changeWords(last.closeUsd / first.openUsd - 1)}.`,
    `Highest $${formatPrice(highest.highUsd)} at ${whenOf(highest.startMs)}, lowest $${formatPrice(lowest.lowUsd)} at ${whenOf(lowest.startMs)}.`,
  ].join(" ");
}

/** A value of a line in its unit; a dash where the past is too short. */
export function formatStudy(unit: StudyLine["unit"], value: number | null): string {
  if (value === null) return "–";
  if (unit === "usd") return formatPrice(value);
  return unit === "index" ? value.toFixed(1) : `${(value * 100).toFixed(1)} %`;
}

/** A price for a condition: as many digits as tell it apart from its neighbours, without separators. */
export const conditionNumber = (priceUsd: number): string => {
  const text = String(Number(priceUsd.toPrecision(6)));
  // Conditions read plain decimals and exponents alike; people read decimals.
  return text.includes("e") ? priceUsd.toFixed(12).replace(/0+$/, "") : text;
};

/** The condition that a point of the chart suggests: it turns when the price comes there from where it is now. */
export function suggestCondition(asset: string, levelUsd: number, nowUsd: number): { when: string; name: string } {
  const op = levelUsd < nowUsd ? "<" : ">";
  const level = conditionNumber(levelUsd);
  const word = op === "<" ? "below" : "above";
  return { when: `price('${asset}') ${op} ${level}`, name: `${asset.replace(/-USD$/, "")} ${word} ${level}` };
}
