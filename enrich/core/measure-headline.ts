import type { LexiconRule } from "./lexicon/lexicon-rule.ts";

const amountUnits: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mln: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  bln: 1e9,
  billion: 1e9,
  trillion: 1e12,
};
const intense =
  /\b(record|massive|historic|worst|unprecedented|catastrophic|deadly|deadliest|emergency|major|biggest|largest)\b/;

/**
 * Severity of a headline's figures, or undefined without any. Dollars: 0.3 at a million, 0.15 more for each tenfold.
 * Percent: 0.15 and 0.035 for each point. Dead: 0.4 and 0.2 for each tenfold. All within [0.2, 1].
 */
export function measureSeverity(measure: LexiconRule["measure"], title: string): number | undefined {
  const text = title.toLowerCase().replace(/(\d),(?=\d{3}\b)/g, "$1");
  if (measure === "usd") {
    const amount = /\$\s?(\d+(?:\.\d+)?)\s?(thousand|million|billion|trillion|mln|bln|bn|mn|k|m|b)?\b/.exec(text);
    if (amount === null) return undefined;
    const usd = Number(amount[1]) * (amountUnits[amount[2] ?? ""] ?? 1);
    return usd > 0 ? bound(0.3 + 0.15 * Math.log10(usd / 1e6)) : undefined;
  }
  if (measure === "percent") {
    const percent = /(\d+(?:\.\d+)?)\s?(?:%|percent|pct)/.exec(text);
    return percent === null ? undefined : bound(0.15 + 0.035 * Number(percent[1]));
  }
  if (measure === "dead") {
    const dead =
      /\b(?:kill(?:s|ed|ing)?(?: at least| more than| over| nearly)?|death toll(?: at least)?(?: (?:hits|reaches|tops|passes|rises to|climbs to))?) (\d+)|\b(\d+)(?: \w+)? (?:dead|killed|deaths)\b/.exec(
        text,
      );
    const count = Number(dead?.[1] ?? dead?.[2] ?? 0);
    return count > 0 ? bound(0.4 + 0.2 * Math.log10(count)) : undefined;
  }
  return undefined;
}

export const isIntense = (title: string): boolean => intense.test(title.toLowerCase());

const bound = (severity: number): number => Math.min(1, Math.max(0.2, severity));
