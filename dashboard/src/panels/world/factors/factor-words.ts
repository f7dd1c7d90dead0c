import type { FactorName } from "../../../../../contracts/event.ts";
import { formatSigned } from "../../../format/format-number.ts";
import type { ShareChange } from "./explain-change.ts";
import { changeKind } from "./explain-change.ts";

export const factorHints: Readonly<Record<FactorName, string>> = {
  growth: "of the economy",
  liquidity: "of money",
  risk: "appetite",
  regulation: "friendly above zero",
  shock: "calm above zero",
};

/** How a factor went: `It fell by 0.12 over the last 24 hours, from +0.05 to −0.07.` */
export function movedWords(from: number, to: number, span: string): string {
  const by = to - from;
  if (Math.abs(by) < 0.005) return `It stands where it stood at the start of ${span}: ${formatSigned(to)}.`;
  return `It ${by < 0 ? "fell" : "rose"} by ${Math.abs(by).toFixed(2)} over ${span}, from ${formatSigned(from)} to ${formatSigned(to)}.`;
}

const kinds = { came: "new", went: "gone", grew: "weighs more", faded: "weighs less" } as const;

/** What an event did to a factor: `new, −0.40`. */
export const shareWords = (change: ShareChange): string => `${kinds[changeKind(change)]}, ${formatSigned(change.by)}`;
