import { err, type Result } from "../../contracts/result.ts";
import type { TriggerAction } from "../../contracts/trigger.ts";
import type { ReplayInput } from "../../evaluate/core/replay/replay.ts";
import { IronvineParams } from "../../execute/spells/ironvine/spell.ts";
import { findSoldSymbol } from "./find-sold-symbol.ts";
import { type ProfitAndLoss, valueIronvine } from "./value-ironvine.ts";

/** Tokens that are held to a dollar: what is sold for one of them counts as cash. */
const cashTokens: ReadonlySet<string> = new Set(["USDC", "USDT", "DAI"]);

/** What is known of the market that an action is valued in. */
export type ValuedMarket = Pick<ReplayInput, "series" | "settings"> & {
  readonly endMs: number;
  /** Age beyond which a price is none; null: the symbol's own. */
  readonly maxStalenessMs: number | null;
};

/** What the casts of a trigger's fires would have earned against holding, or why that cannot be told. */
export function valueAction(
  action: TriggerAction,
  firesAtMs: readonly number[],
  { series, settings, endMs, maxStalenessMs }: ValuedMarket,
): Result<ProfitAndLoss, string> {
  if (action.type === "notify") return err("it only notifies");
  if (action.spell !== "ironvine") return err(`what ${action.spell} earns is not known`);
  const params = IronvineParams.safeParse(action.params);
  if (!params.success) {
    const [issue] = params.error.issues;
    return err(`ironvine does not take these parameters: ${[...(issue?.path ?? []), issue?.message].join(": ")}`);
  }
  const { sell, buy } = params.data;
  if (sell === buy || !cashTokens.has(buy)) return err(`${sell} for ${buy} is no sale for dollars`);
  const bySymbol = new Map(series.map((one) => [symbolOf(one.key), one]));
  const symbol = findSoldSymbol(sell, buy, new Set(bySymbol.keys()));
  const sold = bySymbol.get(symbol ?? "");
  if (symbol === null || sold === undefined) return err(`the price files have no dollar price of ${sell}`);
  const stalenessMs = maxStalenessMs ?? settings.catalogue.find(sold.key)?.stalenessMs ?? 0;
  return valueIronvine(firesAtMs, params.data, { symbol, series: sold, stalenessMs }, endMs);
}

const prefix = "price.";
const symbolOf = (key: string): string => (key.startsWith(prefix) ? key.slice(prefix.length) : "");
