import type { AssetId } from "../../contracts/ids.ts";
import type { QuoteRefusal } from "../../contracts/price-ticks.ts";
import type { LeftReason, Outcome } from "./judge-window.ts";

export type RedriveExample = {
  readonly asset: AssetId;
  readonly windowEndMs: number;
  readonly priceUsdBefore: number | null;
  readonly priceUsd: number;
};

/** `written`: rows that took effect; fewer than changed and new where something else wrote a window meanwhile. */
export type RedriveReport = {
  readonly windows: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly new: number;
  readonly written: number;
  /** Windows of assets that were left as they are, by reason. */
  readonly left: Readonly<Partial<Record<LeftReason, number>>>;
  /** Quotes by the reason that they were refused for and are used now in spite of, or are refused for now. */
  readonly nowUsed: Readonly<Partial<Record<QuoteRefusal, number>>>;
  readonly nowRefused: Readonly<Partial<Record<QuoteRefusal, number>>>;
  readonly examples: readonly RedriveExample[];
};

const examplesMax = 20;

/** Sums up a redrive window by window. The first of its prices that changed or are new serve as examples. */
export function countRedrive() {
  const sums = { windows: 0, unchanged: 0, changed: 0, new: 0, written: 0 };
  const left: Partial<Record<LeftReason, number>> = {};
  const nowUsed: Partial<Record<QuoteRefusal, number>> = {};
  const nowRefused: Partial<Record<QuoteRefusal, number>> = {};
  const examples: RedriveExample[] = [];

  function noteChanged(outcome: Outcome & { kind: "changed" }, windowEndMs: number): void {
    const { tick, version, priceUsdBefore, sourcesBefore } = outcome;
    sums[version === null ? "new" : "changed"] += 1;
    const before = new Map(sourcesBefore.map(({ source, refused }) => [source, refused]));
    for (const { source, refused } of tick.sources) {
      const old = before.get(source);
      if (old !== undefined && refused === undefined) nowUsed[old] = (nowUsed[old] ?? 0) + 1;
      if (old === undefined && refused !== undefined) nowRefused[refused] = (nowRefused[refused] ?? 0) + 1;
    }
    if (examples.length < examplesMax) {
      examples.push({ asset: tick.asset, windowEndMs, priceUsdBefore, priceUsd: tick.priceUsd });
    }
  }

  return {
    noteWindow(windowEndMs: number, outcomes: readonly Outcome[]): void {
      sums.windows += 1;
      for (const outcome of outcomes) {
        if (outcome.kind === "unchanged") sums.unchanged += 1;
        else if (outcome.kind === "left") left[outcome.reason] = (left[outcome.reason] ?? 0) + 1;
        else noteChanged(outcome, windowEndMs);
      }
    },
    noteWritten(rows: number): void {
      sums.written += rows;
    },
    report: (): RedriveReport => ({
      ...sums,
      left: { ...left },
      nowUsed: { ...nowUsed },
      nowRefused: { ...nowRefused },
      examples: [...examples],
    }),
  };
}
