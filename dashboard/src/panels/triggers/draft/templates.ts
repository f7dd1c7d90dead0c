import type { Draft } from "./draft.ts";

export type TemplateTerms = {
  readonly asset: string;
  /** Its price now, where there is one: levels begin near it. */
  readonly priceUsd: number | null;
};

export type Template = {
  readonly id: string;
  readonly title: string;
  readonly explains: string;
  readonly usesAsset: boolean;
  readonly write: (terms: TemplateTerms) => Draft;
};

/** Beginnings, each a whole trigger that only tells; what it does can be chosen afterwards. */
export const templates: readonly Template[] = [
  {
    id: "falls",
    title: "Falls fast",
    explains: "5 % within an hour. It re-arms when the fall has slowed down.",
    usesAsset: true,
    write: ({ asset }) => ({
      name: `${symbol(asset)} falls 5 % in an hour`,
      when: `change(price('${asset}'), '1h') < -0.05`,
      clearWhen: `change(price('${asset}'), '1h') > -0.01`,
      mode: "repeat",
      cooldown: "2h",
    }),
  },
  {
    id: "level",
    title: "Crosses a level",
    explains: "At the moment at which the price passes it upwards, not while it is above.",
    usesAsset: true,
    write: ({ asset, priceUsd }) => ({
      name: `${symbol(asset)} rises above a level`,
      when: `crossesAbove(price('${asset}'), ${levelAbove(priceUsd)})`,
      mode: "repeat",
    }),
  },
  {
    id: "trend",
    title: "Leaves its trend",
    explains: "The hour's mean falls below the day's mean, and stays there for ten minutes.",
    usesAsset: true,
    write: ({ asset }) => ({
      name: `${symbol(asset)} falls below its trend`,
      when: `ema(price('${asset}'), '1h') < ema(price('${asset}'), '1d')`,
      for: "10m",
      mode: "repeat",
      keepFor: "30m",
    }),
  },
  {
    id: "oversold",
    title: "Oversold",
    explains: "Far below its mean of a day, in standard deviations: read it as you would read a low RSI.",
    usesAsset: true,
    write: ({ asset }) => ({
      name: `${symbol(asset)} is oversold`,
      when: `zscore(price('${asset}'), '1d') < -2.5`,
      clearWhen: `zscore(price('${asset}'), '1d') > -1`,
      mode: "repeat",
    }),
  },
  {
    id: "stop",
    title: "Trailing stop",
    explains: "7 % below the highest price since it was armed.",
    usesAsset: true,
    write: ({ asset }) => ({
      name: `Trailing stop of ${symbol(asset)}`,
      when: `trailingStop('${asset}', 0.07)`,
    }),
  },
  {
    id: "cluster",
    title: "Stress of its cluster",
    explains: "What usually moves together with it is under stress.",
    usesAsset: true,
    write: ({ asset }) => ({
      name: `Stress around ${symbol(asset)}`,
      when: `cluster('${asset}', 'stress') > 0.8`,
      mode: "repeat",
      keepFor: "1h",
    }),
  },
  {
    id: "factor",
    title: "The world turns",
    explains: "The reading of the world's risk is bad, from events and prediction markets.",
    usesAsset: false,
    write: () => ({
      name: "The world's risk is bad",
      when: "factor('risk') < -0.5",
      clearWhen: "factor('risk') > -0.2",
      mode: "repeat",
    }),
  },
  {
    id: "event",
    title: "Something happened",
    explains: "Three stories of conflict within a day.",
    usesAsset: false,
    write: () => ({
      name: "Three stories of conflict in a day",
      when: "eventCount('conflict', '1d') >= 3",
      mode: "repeat",
      cooldown: "12h",
    }),
  },
];

const symbol = (asset: string): string => asset.replace(/-USD$/, "");

/** Two percent above the price, in two digits. */
function levelAbove(priceUsd: number | null): string {
  if (priceUsd === null || !(priceUsd > 0)) return "1";
  const level = Number((priceUsd * 1.02).toPrecision(3));
  return level >= 1e-6 && level < 1e15
    ? level.toFixed(Math.max(0, 2 - Math.floor(Math.log10(level)))).replace(/\.0+$/, "")
    : "1";
}
