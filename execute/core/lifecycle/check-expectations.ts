import type { TokenAmount } from "../../../contracts/cast.ts";
import type { Expectation } from "../cast-record.ts";
import { compareDecimals } from "../compare-decimals.ts";
import type { Execution, Reason } from "./cast-event.ts";

type Outcome = Pick<Execution, "balancesBefore" | "balancesAfter" | "healthAfter" | "moved">;

/** The first promise of the spell that the chain does not keep; null where all hold. */
export function findBrokenExpectation(expectations: readonly Expectation[], outcome: Outcome): Reason | null {
  for (const expectation of expectations) {
    const broken =
      expectation.kind === "balance"
        ? findBrokenBalance(expectation, outcome)
        : findBrokenHealth(expectation, outcome.healthAfter);
    if (broken !== null) return broken;
  }
  return null;
}

function findBrokenBalance(
  { token, changeMin, changeMax }: Extract<Expectation, { kind: "balance" }>,
  { balancesBefore, balancesAfter, moved }: Outcome,
): Reason | null {
  const amountIn = (amounts: readonly TokenAmount[]) => amounts.find((amount) => amount.token === token);
  const [from, to] = [amountIn(balancesBefore), amountIn(balancesAfter)];
  if (from === undefined || to === undefined) {
    return { code: "unread-balance", message: `no balance of ${token} was read` };
  }
  const change = moved.get(token) ?? BigInt(to.amount) - BigInt(from.amount);
  if (change >= BigInt(changeMin) && (changeMax === null || change <= BigInt(changeMax))) return null;
  const message = `${to.symbol} changed by ${change}, promised were ${changeMin} to ${changeMax ?? "more"}`;
  return { code: "post-condition", message };
}

function findBrokenHealth(
  { healthMin }: Extract<Expectation, { kind: "health" }>,
  health: string | null,
): Reason | null {
  // Without loans nothing can be liquidated.
  if (health === null || compareDecimals(health, healthMin) >= 0) return null;
  return { code: "post-condition", message: `the health factor is ${health}, promised was ${healthMin} at least` };
}
