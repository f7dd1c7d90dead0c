import { formatUnits } from "viem";
import type { PositionDifference } from "../../../contracts/position.ts";
import { addFree, type Book, expectedInSafe, type TokenTable, worthOf } from "./book.ts";
import type { Amounts } from "./observation.ts";
import { type Settlements, settleByGap } from "./orders.ts";
import { takeOut } from "./spot.ts";

/**
 * Compares what the Safe holds with what casts have left there. Orders that are known to have been settled explain a
 * part; the rest the owner has put in or taken out, which is normal: positions shrink only where nothing else is left.
 */
export function explainHeld(
  book: Book,
  seen: Amounts,
  block: number,
  settlements: Settlements,
  tokens: TokenTable,
): Book {
  let next = settleByGap(book, seen, block, settlements, tokens);
  for (const [token, { role }] of tokens) {
    const held = seen[token];
    if (role !== "held" || held === undefined) continue;
    const gap = BigInt(held) - expectedInSafe(next, token);
    if (gap > 0n) {
      const sentence = "The owner, or somebody else, has put it in. It belongs to no position.";
      next = addFree(noteDifference(next, { token, units: gap, block, what: "deposit", sentence }, tokens), token, gap);
    } else if (gap < 0n) next = withdraw(next, token, -gap, block, tokens);
  }
  return next;
}

function withdraw(book: Book, token: string, units: bigint, block: number, tokens: TokenTable): Book {
  const proceeds = worthOf(token, units, book.prices, tokens) ?? 0n;
  const mover = { source: "owner", castId: null, block };
  const next = takeOut(book, { token, units, proceeds, first: "free" }, mover, tokens);
  const touched = next.positions.filter((one, index) => one !== book.positions[index]);
  const sentence =
    touched.length === 0
      ? "The owner has taken it out. No position held it."
      : `The owner has taken it out. It counts as sold at the price of the moment from ${touched.map(({ id }) => id).join(", ")}.`;
  return noteDifference(next, { token, units: -units, block, what: "withdrawal", sentence }, tokens);
}

export function noteDifference(
  book: Book,
  difference: Pick<PositionDifference, "what" | "sentence"> & {
    readonly token: string;
    readonly units: bigint;
    readonly block: number;
  },
  tokens: TokenTable,
): Book {
  const { token, units, block, what, sentence } = difference;
  const known = tokens.get(token);
  if (known === undefined) throw new Error(`${token} is no token of this chain`);
  const { symbol, decimals } = known;
  const noted: PositionDifference = {
    id: `difference:${block}:${token}:${what}`,
    atBlock: block.toString(),
    what,
    amount: { token, symbol, decimals, amount: units.toString() },
    sentence: `${formatUnits(units < 0n ? -units : units, decimals)} ${symbol}. ${sentence}`,
  };
  return { ...book, differences: [...book.differences, noted] };
}
