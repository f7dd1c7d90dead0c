import type { Cast, TokenAmount } from "../../../contracts/cast.ts";
import type { CastRecord } from "../cast-record.ts";
import type { Amounts, CastObservation } from "./observation.ts";

/**
 * What a cast tells of the vault, once it is executed in a final block; null before, and for one that never was. An order
 * that still waits for its keeper is final as far as this vault's own transaction goes.
 */
export function toCastObservation({ cast, position }: Pick<CastRecord, "cast" | "position">): CastObservation | null {
  if (!isExecutedForGood(cast) || cast.blockNumber === null) return null;
  const { balancesBefore, balancesAfter } = cast;
  const wasRead = balancesBefore.length > 0 && balancesAfter.length > 0;
  return {
    kind: "cast",
    castId: cast.id,
    block: Number(cast.blockNumber),
    source: cast.triggerId ?? "request",
    effect: position,
    balances: wasRead ? { before: toAmounts(balancesBefore), after: toAmounts(balancesAfter) } : null,
    gasPaidWei: cast.gasPaidWei ?? "0",
  };
}

/** `order-open` and `order-frozen` are said of a block that is final. */
function isExecutedForGood({ state, reason }: Cast): boolean {
  if (state === "FINALIZED" || state === "INCLUDED_UNVERIFIED") return true;
  return state === "CONFIRMED" && reason?.code === "order-open";
}

const toAmounts = (amounts: readonly TokenAmount[]): Amounts =>
  Object.fromEntries(amounts.map(({ token, amount }) => [token, amount]));
