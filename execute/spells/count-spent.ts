import type { CastState } from "../../contracts/cast.ts";
import type { CastRecord } from "../core/cast-record.ts";
import type { Token } from "../core/chain-settings.ts";
import { heldOf } from "./plan-swap.ts";

/** Nothing of these was ever executed, and nothing can be any more. */
const spentNothing: ReadonlySet<CastState> = new Set(["REFUSED", "CANCELLED", "REVERTED"]);

/**
 * What casts of the same trigger have spent of a token: the more of what they promised to spend and what their block
 * shows. One that is signed counts in full, since it may still be executed; one that is not has promised nothing yet, and will
 * be planned after this.
 */
export function countSpent(record: CastRecord, others: readonly CastRecord[], token: Pick<Token, "address">): bigint {
  return others
    .filter(({ cast }) => cast.id !== record.cast.id && cast.triggerId === record.cast.triggerId)
    .filter(({ cast }) => !spentNothing.has(cast.state))
    .reduce((sum, other) => sum + spentBy(other, token), 0n);
}

function spentBy({ cast, expectations }: CastRecord, token: Pick<Token, "address">): bigint {
  const key = token.address.toLowerCase();
  const promised = expectations.map((one) =>
    one.kind === "balance" && one.token === key ? -BigInt(one.changeMin) : 0n,
  );
  const wasRead = cast.balancesBefore.length > 0 && cast.balancesAfter.length > 0;
  const seen = wasRead ? heldOf(cast.balancesBefore, token) - heldOf(cast.balancesAfter, token) : 0n;
  return [...promised, seen].reduce((most, units) => (units > most ? units : most), 0n);
}
