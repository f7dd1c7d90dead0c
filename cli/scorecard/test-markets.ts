import type { Market } from "./test-make-prices.ts";

/** The crash of every market begins here and takes six hours. */
export const crashStep = 480;
const crashSteps = 36;
const steps = crashStep + 60;
const isCrash = (step: number): boolean => step > crashStep && step <= crashStep + crashSteps;
const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}/USDT`);

/** Two groups that moved each by itself before: one falls by a third, the other by a tenth. Bitcoin is in neither. */
export const groupsMarket: Market = {
  symbols: ["BTC/USDT", ...named("HIGH", 7), ...named("LOW", 7)],
  ...{ steps, seed: 7, factors: ["HIGH", "LOW"] },
  returnOf(symbol, step, { factor, normal }) {
    const group = symbol.startsWith("HIGH") ? "HIGH" : "LOW";
    if (symbol === "BTC/USDT") return isCrash(step) ? -0.004 : 0.003 * normal();
    const usual = 0.004 * factor(group) + 0.001 * normal();
    return isCrash(step) ? (group === "HIGH" ? -0.011 : -0.003) + usual / 8 : usual;
  },
};

/** Each asset by itself, before and in the crash, in which all fall alike but for chance. */
export const noiseMarket: Market = {
  symbols: ["BTC/USDT", ...named("N", 14)],
  ...{ steps, seed: 11, factors: [] },
  returnOf: (_, step, { normal }) => (isCrash(step) ? -0.004 : 0) + 0.004 * normal(),
};

/** Twelve assets follow a leader by 40 minutes, each by another weight; others do not. So they do in the crash. */
export const leaderMarket: Market = {
  symbols: ["BTC/USDT", "LEAD/USDT", ...named("F", 10), ...named("N", 8)],
  ...{ steps, seed: 3, factors: [] },
  returnOf(symbol, step, { normal, past }) {
    const isFirst = step > crashStep && step <= crashStep + 3;
    if (symbol === "LEAD/USDT") return isFirst ? -0.12 : 0.004 * normal();
    const falls = isCrash(step) ? -0.002 : 0;
    if (!symbol.startsWith("F")) return falls + 0.004 * normal();
    const weight = 0.4 + 0.05 * Number(symbol.slice(1, -"/USDT".length));
    return falls + weight * past("LEAD/USDT", 4) + 0.004 * normal();
  },
};

/** Nothing falls by much. */
export const quietMarket: Market = { ...noiseMarket, returnOf: (_, __, { normal }) => 0.002 * normal() };
