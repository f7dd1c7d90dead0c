import {
  addFree,
  type Book,
  expectedInSafe,
  isActive,
  type OrderPosition,
  type TokenTable,
  withPosition,
  worthOf,
} from "./book.ts";
import type { Amounts, Observation, OrderReading } from "./observation.ts";
import type { PositionEffect } from "./position-effect.ts";
import { buySpot, type Mover, noteCast, takeOut } from "./spot.ts";

/** How orders ended, by id, as far as any observation tells. */
export type Settlements = ReadonlyMap<string, OrderReading>;

/** Of all observations, also later ones: an order settles between two of them, and only a reading says how. */
export function findSettlements(observations: readonly Observation[]): Settlements {
  const settled = new Map<string, OrderReading>();
  for (const observation of observations) {
    if (observation.kind !== "reading") continue;
    for (const order of observation.orders) {
      if (order.status === "executed" || order.status === "cancelled") settled.set(order.id, order);
    }
  }
  return settled;
}

export function openOrder(book: Book, effect: Extract<PositionEffect, { kind: "order" }>, mover: Mover): Book {
  const { orderId, sell, buy, amountIn } = effect;
  return withPosition(book, {
    kind: "order",
    id: `order:${orderId}`,
    state: "active",
    source: mover.source,
    openedAtBlock: mover.block,
    closedAtBlock: null,
    orderId,
    sell,
    buy,
    amountIn: BigInt(amountIn),
    status: "open",
    amountOut: 0n,
    cost: 0n,
    realised: 0n,
    gasPaidWei: 0n,
    ...noteCast({ castIds: [] }, mover),
  });
}

export const findOrder = (book: Book, orderId: string): OrderPosition | undefined =>
  book.positions.find((one): one is OrderPosition => one.kind === "order" && one.orderId === orderId);

/** Takes over how an order stands. What an executed one has sold and bought is carried on like a swap. */
export function settleOrder(
  book: Book,
  reading: Omit<OrderReading, "id">,
  order: OrderPosition,
  mover: Mover,
  tokens: TokenTable,
): Book {
  const { status } = reading;
  if (!isActive(order) || status === "open") return book;
  if (status === "frozen") return withPosition(book, { ...order, status });
  const amountOut = BigInt(reading.amountOut);
  const noted = { ...order, status, amountOut, closedAtBlock: mover.block, ...noteCast(order, mover) };
  const closed = withPosition(book, { ...noted, state: "closed" });
  if (status === "cancelled") return closed;
  return trade(closed, { ...order, units: order.amountIn, got: amountOut }, { ...mover, source: order.source }, tokens);
}

/** Settles orders that the Safe's balance shows to be settled, where a later observation says that they are. */
export function settleByGap(
  book: Book,
  seen: Amounts,
  block: number,
  settlements: Settlements,
  tokens: TokenTable,
): Book {
  let next = book;
  for (const order of book.positions) {
    if (order.kind !== "order" || !isActive(order)) continue;
    const settled = settlements.get(order.orderId);
    if (settled === undefined) continue;
    const [token, units] =
      settled.status === "executed" ? [order.buy, BigInt(settled.amountOut)] : [order.sell, order.amountIn];
    const held = seen[token];
    if (held === undefined || BigInt(held) - expectedInSafe(next, token) < units) continue;
    next = settleOrder(next, settled, order, { source: order.source, castId: null, block }, tokens);
  }
  return next;
}

/** One token for another. What is not a dollar token is sold from positions, the oldest first, and bought into one. */
export function trade(
  book: Book,
  {
    sell,
    buy,
    units,
    got,
  }: { readonly sell: string; readonly buy: string; readonly units: bigint; readonly got: bigint },
  mover: Mover,
  tokens: TokenTable,
): Book {
  const isDollar = (token: string) => tokens.get(token)?.isDollar === true;
  // Dollars say what it was worth; between two other tokens it is what was given.
  const worth =
    (isDollar(buy) ? worthOf(buy, got, book.prices, tokens) : worthOf(sell, units, book.prices, tokens)) ?? 0n;
  const sold = takeOut(book, { token: sell, units, proceeds: worth, first: "positions" }, mover, tokens);
  return isDollar(buy) ? addFree(sold, buy, got) : buySpot(sold, { asset: buy, units: got, cost: worth }, mover);
}
