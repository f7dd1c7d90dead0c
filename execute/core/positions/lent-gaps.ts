import type { PositionDifference } from "../../../contracts/position.ts";
import { type Book, type Lent, type TokenTable, worthOf } from "./book.ts";
import { noteDifference } from "./held-gaps.ts";
import { endLiquidated, findLoanOf, moveLoan } from "./leveraged.ts";
import type { ReadingObservation } from "./observation.ts";

type Gap = { readonly token: string; readonly units: bigint; readonly role: "lent" | "owed" };

/**
 * Compares claims and debts with what they must have become. The market's own index says to the unit what interest has
 * done, so that what is left is somebody's act: a liquidation, or the owner's. `heldGaps`: by how much the Safe's own
 * tokens differ in the same reading.
 */
export function explainLent(
  book: Book,
  reading: ReadingObservation,
  heldGaps: ReadonlyMap<string, bigint>,
  tokens: TokenTable,
): Book {
  const gaps: Gap[] = [];
  const lent: Record<string, Lent> = { ...book.lent };
  for (const [token, { role }] of tokens) {
    const [seen, index] = [reading.balances[token], reading.indexes[token]];
    if (role === "held" || seen === undefined || index === undefined) continue;
    const [amount, now] = [BigInt(seen), BigInt(index)];
    const units = findGap(book.lent[token], amount, now);
    if (units !== 0n) gaps.push({ token, units, role });
    lent[token] = { amount, base: { amount, index: now }, delta: 0n, moved: 0n };
  }
  const seized = findSeized(gaps, reading, heldGaps, tokens);
  const next = gaps.reduce((known, gap) => noteGap(known, gap, seized.has(gap.token), reading.block, tokens), {
    ...book,
    lent,
  });
  return settleLoans(next, gaps, seized, reading.block, tokens);
}

/** Units beyond what interest and casts explain; 0 within what rounding leaves open. */
function findGap(known: Lent | undefined, amount: bigint, index: bigint): bigint {
  const { amount: last, base, delta, moved } = known ?? { amount: 0n, base: null, delta: 0n, moved: 0n };
  if (base === null) return amount >= last - roundingUnits ? 0n : amount - last;
  const expected = (base.amount * index) / base.index + delta;
  // Where casts moved it: interest on what they moved, and that of their own blocks, which counts twice.
  const unsure = moved === 0n ? 0n : moved + base.amount;
  const open = (unsure * (index - base.index)) / base.index + roundingUnits;
  const gap = amount - expected;
  return gap > open || gap < -open ? gap : 0n;
}

/** Each act in the market can round by one unit, and a batch has up to some forty. */
const roundingUnits = 64n;

/**
 * Claims and debts that a liquidation has taken. Where the market's record was not read: both fell, and nothing of it came
 * to the Safe or was paid by it, as when an owner ends a loan.
 */
function findSeized(
  gaps: readonly Gap[],
  { liquidations }: ReadingObservation,
  heldGaps: ReadonlyMap<string, bigint>,
  tokens: TokenTable,
): ReadonlySet<string> {
  const fallen = gaps.filter(({ units }) => units < 0n);
  if (liquidations !== null) {
    const named = new Set(liquidations.flatMap(({ collateral, debt }) => [collateral, debt]));
    return new Set(fallen.flatMap(({ token }) => (named.has(token) ? [token] : [])));
  }
  const unanswered = fallen.filter(({ token, role }) => {
    const inSafe = heldGaps.get(tokens.get(token)?.underlying ?? "") ?? 0n;
    return role === "lent" ? inSafe <= 0n : inSafe >= 0n;
  });
  const hasBoth = new Set(unanswered.map(({ role }) => role)).size === 2;
  return new Set(hasBoth ? unanswered.map(({ token }) => token) : []);
}

function noteGap(book: Book, { token, units, role }: Gap, isSeized: boolean, block: number, tokens: TokenTable): Book {
  const what: PositionDifference["what"] = isSeized
    ? "liquidation"
    : role === "lent"
      ? units > 0n
        ? "lent"
        : "taken-back"
      : units > 0n
        ? "borrowed"
        : "repaid";
  const loan = findLoanOf(book, token);
  const sentence = isSeized
    ? "Somebody has liquidated a part of the loan. The position has ended; what is left goes on as a new one."
    : loan === undefined
      ? "The owner has done it in the lending market. It belongs to no position."
      : `The owner has done it in the lending market. It counts as put into or taken out of ${loan.id}.`;
  return noteDifference(book, { token, units, block, what, sentence }, tokens);
}

function settleLoans(
  book: Book,
  gaps: readonly Gap[],
  seized: ReadonlySet<string>,
  block: number,
  tokens: TokenTable,
): Book {
  let next = book;
  for (const position of book.positions) {
    if (position.kind !== "leveraged" || position.state !== "active") continue;
    const own = gaps.filter(({ token }) => token === position.collateral || token === position.debt);
    if (own.length === 0) continue;
    const paidIn = own
      .filter(({ token }) => !seized.has(token))
      .reduce((sum, { token, units, role }) => {
        const worth = worthOf(token, units < 0n ? -units : units, book.prices, tokens) ?? 0n;
        return units > 0n === (role === "lent") ? sum + worth : sum - worth;
      }, 0n);
    const isLiquidated = own.some(({ token }) => seized.has(token));
    const mover = { source: "owner", castId: null, block };
    const moved = paidIn === 0n && isLiquidated ? next : moveLoan(next, position, paidIn, mover, tokens);
    const now = moved.positions.find(({ id }) => id === position.id);
    next =
      isLiquidated && now?.kind === "leveraged" && now.state === "active"
        ? endLiquidated(moved, now, block, tokens)
        : moved;
  }
  return next;
}
