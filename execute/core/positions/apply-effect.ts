import { addFree, type Book, type TokenTable, worthOf } from "./book.ts";
import { equityOf, findLoan, moveLoan, openLoan } from "./leveraged.ts";
import { findOrder, openOrder, settleOrder, trade } from "./orders.ts";
import type { PositionEffect } from "./position-effect.ts";
import { type Mover, takeOut } from "./spot.ts";

/** By how much a cast changed the Safe's balances and what is lent and owed; absent is 0. */
export type Deltas = ReadonlyMap<string, bigint>;

const deltaOf = (deltas: Deltas, token: string): bigint => deltas.get(token) ?? 0n;

/** Carries the book on by what one cast did. What was lent and owed right before it is the book's already. */
export function applyEffect(
  book: Book,
  effect: PositionEffect,
  deltas: Deltas,
  mover: Mover,
  tokens: TokenTable,
): Book {
  switch (effect.kind) {
    case "none":
      return book;
    case "swap": {
      const [units, got] = [-deltaOf(deltas, effect.sell), deltaOf(deltas, effect.buy)];
      return units <= 0n ? book : trade(book, { ...effect, units, got: got > 0n ? got : 0n }, mover, tokens);
    }
    case "order":
      return openOrder(book, effect, mover);
    case "order-cancel": {
      const order = findOrder(book, effect.orderId);
      return order === undefined
        ? book
        : settleOrder(book, { status: "cancelled", amountOut: "0" }, order, mover, tokens);
    }
    case "leverage":
      return applyLeverage(book, effect, deltas, mover, tokens);
  }
}

function applyLeverage(
  before: Book,
  effect: Extract<PositionEffect, { kind: "leverage" }>,
  deltas: Deltas,
  mover: Mover,
  tokens: TokenTable,
): Book {
  const { collateral, debt, move } = effect;
  const inMarket = equityOf(before, effect, tokens);
  const known = findLoan(before, effect);
  // Lent and owed before anything is opened: it stands for the new debt, so it belongs to the position.
  let book = known === undefined && move === "wind" ? openLoan(before, effect, inMarket, mover) : before;
  let paidIn = 0n;
  for (const [token, { role }] of tokens) {
    const change = deltaOf(deltas, token);
    if (role !== "held" || change === 0n) continue;
    const worth = worthOf(token, change < 0n ? -change : change, book.prices, tokens) ?? 0n;
    paidIn += change < 0n ? worth : -worth;
    book =
      change > 0n
        ? addFree(book, token, change)
        : takeOut(book, { token, units: -change, proceeds: worth, first: "free" }, mover, tokens);
  }
  book = moveLent(moveLent(book, collateral, deltaOf(deltas, collateral)), debt, deltaOf(deltas, debt));
  const position = findLoan(book, effect);
  return position === undefined ? book : moveLoan(book, position, paidIn, mover, tokens);
}

/** A cast has changed what is lent or owed. The change holds the interest of its own block, too. */
function moveLent(book: Book, token: string, change: bigint): Book {
  const { amount = 0n, base = null, delta = 0n, moved = 0n } = book.lent[token] ?? {};
  const size = change < 0n ? -change : change;
  const next = { amount: amount + change, base, delta: delta + change, moved: moved + size };
  return { ...book, lent: { ...book.lent, [token]: next } };
}
