import { type Book, isActive, type LeveragedPosition, nextId, type TokenTable, withPosition, worthOf } from "./book.ts";
import { type Mover, noteCast } from "./spot.ts";

/** A loan: the claim that stands for it, and the debt. */
export type Loan = { readonly collateral: string; readonly debt: string };

/** What a loan leaves to its owner at the book's prices: negative where more is owed. 0 without prices. */
export function equityOf(book: Book, { collateral, debt }: Loan, tokens: TokenTable): bigint {
  const worth = (token: string) => worthOf(token, book.lent[token]?.amount ?? 0n, book.prices, tokens) ?? 0n;
  return worth(collateral) - worth(debt);
}

export const findLoan = (book: Book, { collateral, debt }: Loan): LeveragedPosition | undefined =>
  book.positions.find(
    (one): one is LeveragedPosition =>
      one.kind === "leveraged" && isActive(one) && one.collateral === collateral && one.debt === debt,
  );

/** The active position of a claim or a debt. */
export const findLoanOf = (book: Book, token: string): LeveragedPosition | undefined =>
  book.positions.find(
    (one): one is LeveragedPosition =>
      one.kind === "leveraged" && isActive(one) && (one.collateral === token || one.debt === token),
  );

/** A new position with a cost; what the account held of both before belongs to it, since all of it stands for all debts. */
export function openLoan(book: Book, { collateral, debt }: Loan, cost: bigint, mover: Mover): Book {
  return withPosition(book, {
    kind: "leveraged",
    id: nextId(book, "leveraged", collateral, debt),
    state: "active",
    source: mover.source,
    openedAtBlock: mover.block,
    closedAtBlock: null,
    collateral,
    debt,
    cost,
    realised: 0n,
    gasPaidWei: 0n,
    ...noteCast({ castIds: [] }, mover),
  });
}

/** The owner's own that went in (positive) or came out of a loan; the book holds what is lent and owed afterwards. */
export function moveLoan(
  book: Book,
  position: LeveragedPosition,
  paidIn: bigint,
  mover: Mover,
  tokens: TokenTable,
): Book {
  const noted = { ...position, ...noteCast(position, mover) };
  const isOver = isGone(book, position.collateral, tokens) && isGone(book, position.debt, tokens);
  if (paidIn >= 0n && !isOver) return withPosition(book, { ...noted, cost: position.cost + paidIn });
  const out = -paidIn;
  const left = equityOf(book, position, tokens);
  // By the part that came out of all that was in it; everything, where nothing is left.
  const costOut = isOver || left <= 0n ? position.cost : (position.cost * out) / (out + left);
  const next = { ...noted, cost: position.cost - costOut, realised: position.realised + out - costOut };
  return withPosition(book, isOver ? { ...next, state: "closed", closedAtBlock: mover.block } : next);
}

/** Ends a position that was liquidated at what is left of it; what is left goes on as a new one. */
export function endLiquidated(book: Book, position: LeveragedPosition, block: number, tokens: TokenTable): Book {
  const left = equityOf(book, position, tokens);
  const ended = withPosition(book, {
    ...position,
    state: "liquidated",
    closedAtBlock: block,
    cost: 0n,
    realised: position.realised + left - position.cost,
  });
  const isOver = isGone(ended, position.collateral, tokens) && isGone(ended, position.debt, tokens);
  return isOver ? ended : openLoan(ended, position, left, { source: position.source, castId: null, block });
}

/** Nothing, or not worth a millionth of a dollar. */
function isGone(book: Book, token: string, tokens: TokenTable): boolean {
  const amount = book.lent[token]?.amount ?? 0n;
  return amount === 0n || worthOf(token, amount, book.prices, tokens) === 0n;
}
