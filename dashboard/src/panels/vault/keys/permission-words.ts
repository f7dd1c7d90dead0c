import type { AllowanceTerms, PermissionTerms, SessionTerms } from "../../../../../contracts/session-terms.ts";
import { joinWords } from "../../../format/join-words.ts";
import { writeAmount } from "../amounts/amount-text.ts";
import { bpsWords } from "../words/durations.ts";

type DecimalsOf = (symbol: string) => number;

/** What the owner asks for, in a sentence each. What is signed is told by the vault's own sentences, which come after. */
export function describeTerms({ permissions, emergency }: SessionTerms, decimalsOf: DecimalsOf): readonly string[] {
  return [
    ...permissions.map((permission) => describePermission(permission, decimalsOf)),
    emergency === null
      ? "No emergency key: an emergency close uses the session key, or your own wallet."
      : describeEmergency(emergency, decimalsOf),
  ];
}

export function describePermission(permission: PermissionTerms, decimalsOf: DecimalsOf): string {
  switch (permission.kind) {
    case "swap": {
      const { sell, buy, allowance, lossBpsMax } = permission;
      return `Swap ${amountWords(allowance, sell, decimalsOf)} for ${buy}, ${floorWords(lossBpsMax)}.`;
    }
    case "lend": {
      const { supply, supplyAllowance, borrow, borrowAllowance } = permission;
      return `Lend ${amountWords(supplyAllowance, supply, decimalsOf)}, and borrow ${amountWords(borrowAllowance, borrow, decimalsOf)} against it.`;
    }
    case "order": {
      const { sell, buy, allowance, lossBpsMax, maxLife } = permission;
      return `Place orders that sell ${amountWords(allowance, sell, decimalsOf)} for ${buy}, ${floorWords(lossBpsMax)}, each open for ${maxLife} at most.`;
    }
  }
}

function describeEmergency(emergency: NonNullable<SessionTerms["emergency"]>, decimalsOf: DecimalsOf): string {
  const { sells, lossBpsMax } = emergency;
  const sold = joinWords(sells.map(({ token, allowance }) => amountWords(allowance, token, decimalsOf)));
  const exits = "repays, takes back collateral and orders, and ends the session; it opens nothing";
  return sold === ""
    ? `The emergency key ${exits}. It sells nothing.`
    : `The emergency key sells ${sold} for the dollar token, ${floorWords(lossBpsMax)}; it ${exits}.`;
}

function amountWords(allowance: AllowanceTerms, symbol: string, decimalsOf: DecimalsOf): string {
  if (allowance.kind === "carry-over") return `what the session before has left of its ${symbol}`;
  const amount = (units: string) => `${writeAmount(BigInt(units), decimalsOf(symbol))} ${symbol}`;
  const { balance, refill } = allowance;
  if (refill === undefined) return `at most ${amount(balance)} in all`;
  return `at most ${amount(balance)}, filled again by ${amount(refill.amount)} every ${refill.every}`;
}

const floorWords = (lossBps: number): string => `at most ${bpsWords(lossBps)} below the pool's mean price`;
