import { isDeepStrictEqual } from "node:util";
import type { AssetId } from "../../contracts/ids.ts";
import type { PriceTick, QuoteCurrency, TickSource } from "../../contracts/price-ticks.ts";
import type { ConsensusRule } from "../../ingest/core/consensus.ts";
import { type Judgement, judgeAgain, type SourceWeight } from "../../ingest/core/judge-again.ts";
import type { PricedAsset } from "../../ingest/core/price-assets.ts";
import type { WindowQuotes } from "../../store/read-window-quotes.ts";

/** By what windows are judged, and which assets are. */
export type RedriveRule = {
  readonly assets: ReadonlyMap<AssetId, Pick<PricedAsset, "kind" | "stalenessMs">>;
  readonly consensus: Omit<ConsensusRule, "stalenessMs">;
  readonly settings: (source: string) => SourceWeight | undefined;
  readonly cadenceMs: number;
  /** Null: all. */
  readonly chosen: ReadonlySet<AssetId> | null;
};

/**
 * Why an asset's window was left as it is.
 * - `unreadable`, `not-recorded`: its quotes are of an old shape, or not recorded in full
 * - `unknown-asset`, `unknown-source`: pipelines.toml knows it no more, so that nothing says how to judge it
 * - `no-price-now`: it has a price, and by this rule would have none. A price that was published stands
 */
export type LeftReason = "unreadable" | "not-recorded" | "unknown-asset" | "unknown-source" | "no-price-now";

/** `version`: of the stored price; null where there is none. */
export type Outcome =
  | { readonly kind: "unchanged" }
  | { readonly kind: "left"; readonly reason: LeftReason }
  | {
      readonly kind: "changed";
      readonly version: number | null;
      readonly priceUsdBefore: number | null;
      readonly sourcesBefore: readonly TickSource[];
      readonly tick: PriceTick;
    };

/** Judges all assets of one window, stablecoins first: their prices, as they then stand, convert the quotes in them. */
export function judgeWindow(quotes: readonly WindowQuotes[], rule: RedriveRule): readonly Outcome[] {
  const prices = new Map<string, number>();
  const rateOf = (currency: QuoteCurrency): number | null =>
    currency === "USD" ? 1 : (prices.get(`${currency}-USD`) ?? null);
  const kindOf = ({ asset }: WindowQuotes) => rule.assets.get(asset)?.kind;
  const stablecoins = quotes.filter((each) => kindOf(each) === "stablecoin");
  const others = quotes.filter((each) => kindOf(each) !== "stablecoin");
  const outcomes: Outcome[] = [];
  for (const each of [...stablecoins, ...others]) {
    const isChosen = rule.chosen === null || rule.chosen.has(each.asset);
    const outcome = isChosen ? judgeAsset(each, rule, rateOf) : undefined;
    if (outcome !== undefined) outcomes.push(outcome);
    const standing = outcome?.kind === "changed" ? outcome.tick : each.kind === "priced" ? each.tick : undefined;
    if (standing !== undefined) prices.set(each.asset, standing.priceUsd);
  }
  return outcomes;
}

function judgeAsset(
  quotes: WindowQuotes,
  rule: RedriveRule,
  rateOf: (currency: QuoteCurrency) => number | null,
): Outcome {
  const { asset, windowEndMs } = quotes;
  const entry = rule.assets.get(asset);
  if (entry === undefined) return left("unknown-asset");
  if (quotes.kind === "unreadable") return left("unreadable");
  const before = quotes.kind === "priced" ? quotes.tick : null;
  const sourcesBefore = quotes.kind === "priced" ? quotes.tick.sources : quotes.sources;
  if (before !== null && !hasItsRange(before)) return left("not-recorded");
  const window = { startMs: windowEndMs - rule.cadenceMs, endMs: windowEndMs };
  const consensus = { ...rule.consensus, stalenessMs: entry.stalenessMs };
  const judged: Judgement = judgeAgain(asset, sourcesBefore, window, consensus, rule.settings, rateOf);
  if ("unjudged" in judged) return left(judged.unjudged);
  if ("refused" in judged) return before === null ? { kind: "unchanged" } : left("no-price-now");
  if (before !== null && isDeepStrictEqual(before, judged.tick)) return { kind: "unchanged" };
  const version = quotes.kind === "priced" ? quotes.version : null;
  return { kind: "changed", version, priceUsdBefore: before?.priceUsd ?? null, sourcesBefore, tick: judged.tick };
}

const left = (reason: LeftReason): Outcome => ({ kind: "left", reason });

/** Prices of the journal's first version recorded no range per source: judged again, theirs would be lost. */
const hasItsRange = ({ priceUsd, openUsd, lowUsd, highUsd, sources }: PriceTick): boolean =>
  sources.some(({ range, refused }) => range !== null && refused === undefined) ||
  [openUsd, lowUsd, highUsd].every((each) => each === priceUsd);
