import type { PositionDifference } from "../../../contracts/position.ts";
import type { Prices } from "./position-effect.ts";
import type { PositionToken } from "./position-tokens.ts";

/** Money is in millionths of a US dollar. Tokens are named by their address in lower case, amounts are in smallest units. */
type Common = {
  readonly id: string;
  readonly state: "active" | "closed" | "liquidated";
  readonly source: string;
  readonly openedAtBlock: number;
  readonly closedAtBlock: number | null;
  /** What it has cost, less the cost of what it has given back. */
  readonly cost: bigint;
  readonly realised: bigint;
  readonly gasPaidWei: bigint;
  readonly castIds: readonly string[];
};

export type SpotPosition = Common & { readonly kind: "spot"; readonly asset: string; readonly amount: bigint };

export type LeveragedPosition = Common & {
  readonly kind: "leveraged";
  /** The claim and the debt; their amounts are the book's. */
  readonly collateral: string;
  readonly debt: string;
};

export type OrderPosition = Common & {
  readonly kind: "order";
  readonly orderId: string;
  readonly sell: string;
  readonly buy: string;
  readonly amountIn: bigint;
  readonly status: "open" | "executed" | "cancelled" | "frozen";
  readonly amountOut: bigint;
};

export type Position = SpotPosition | LeveragedPosition | OrderPosition;

/** A claim or a debt. */
export type Lent = {
  /** As last seen. */
  readonly amount: bigint;
  /** Of the last reading: what was there, and the market's index then. Null before the first. */
  readonly base: { readonly amount: bigint; readonly index: bigint } | null;
  /** What casts have moved since, in sum, and in either direction: interest on that is not known to the unit. */
  readonly delta: bigint;
  readonly moved: bigint;
};

/** What follows from all observations up to a block. */
export type Book = {
  /** Before the first observation nothing is known. */
  readonly isOpened: boolean;
  readonly block: number;
  /** Held in the Safe or in escrow, and no position's. */
  readonly free: Readonly<Record<string, bigint>>;
  readonly lent: Readonly<Record<string, Lent>>;
  readonly positions: readonly Position[];
  readonly differences: readonly PositionDifference[];
  /** As last told; a token that was never priced is absent. */
  readonly prices: Prices;
  /** Of casts that moved no position. */
  readonly otherGasWei: bigint;
};

export const emptyBook: Book = {
  isOpened: false,
  block: 0,
  free: {},
  lent: {},
  positions: [],
  differences: [],
  prices: {},
  otherGasWei: 0n,
};

export type TokenTable = ReadonlyMap<string, PositionToken>;

export const tokenTableOf = (tokens: readonly PositionToken[]): TokenTable =>
  new Map(tokens.map((token) => [token.address.toLowerCase(), token]));

/** In millionths of a dollar, rounded down; null where the token has no price. Claims and debts have the token's own. */
export function worthOf(token: string, units: bigint, prices: Prices, tokens: TokenTable): bigint | null {
  const known = tokens.get(token);
  const price = known === undefined ? undefined : prices[known.underlying];
  if (known === undefined || price === undefined) return null;
  // Prices have 8 digits, worths 6.
  return (units * BigInt(price)) / 10n ** BigInt(known.decimals + 2);
}

export const isActive = ({ state }: Position): boolean => state === "active";

/** What orders hold of a token, out of the Safe. */
export const escrowOf = ({ positions }: Book, token: string): bigint =>
  positions.reduce(
    (sum, one) => (one.kind === "order" && isActive(one) && one.sell === token ? sum + one.amountIn : sum),
    0n,
  );

/** What the Safe itself holds of a token, if nobody but casts has moved anything. */
export function expectedInSafe(book: Book, token: string): bigint {
  const spot = book.positions.reduce(
    (sum, one) => (one.kind === "spot" && isActive(one) && one.asset === token ? sum + one.amount : sum),
    0n,
  );
  return (book.free[token] ?? 0n) + spot - escrowOf(book, token);
}

/** The book with one position replaced, or added at the end. */
export function withPosition(book: Book, position: Position): Book {
  const isKnown = book.positions.some(({ id }) => id === position.id);
  const positions = isKnown
    ? book.positions.map((one) => (one.id === position.id ? position : one))
    : [...book.positions, position];
  return { ...book, positions };
}

export const addFree = (book: Book, token: string, units: bigint): Book => ({
  ...book,
  free: { ...book.free, [token]: (book.free[token] ?? 0n) + units },
});

/** `spot:eth-dips:0x…:2`: the second position of its kind. */
export function nextId(book: Book, ...parts: readonly string[]): string {
  const stem = parts.join(":");
  const count = book.positions.filter(
    ({ id }) => id.startsWith(`${stem}:`) && !id.slice(stem.length + 1).includes(":"),
  ).length;
  return `${stem}:${count + 1}`;
}
