import type { TokenAmount } from "../../../contracts/cast.ts";
import type { PositionView } from "../../../contracts/position.ts";
import { type Book, isActive, type Position, type TokenTable, worthOf } from "./book.ts";
import { equityOf } from "./leveraged.ts";
import type { PositionEffect, Prices } from "./position-effect.ts";

/**
 * The positions as people read them, active ones first, then the newest. `inFlight`: what casts that are on their way would
 * move. The escrow of an order is worth nothing of its own: it belongs to what it was taken from.
 */
export function describePositions(
  book: Book,
  { prices, inFlight }: { readonly prices: Prices; readonly inFlight: readonly PositionEffect[] },
  tokens: TokenTable,
): readonly PositionView[] {
  const priced = { ...book, prices: { ...book.prices, ...prices } };
  const views = priced.positions.map((position): PositionView => {
    const value = isActive(position) ? presentWorth(priced, position, tokens) : 0n;
    return {
      id: position.id,
      kind: position.kind,
      state: position.state,
      isUncertain: isActive(position) && inFlight.some((effect) => touches(effect, position)),
      source: position.source,
      openedAtBlock: position.openedAtBlock.toString(),
      closedAtBlock: position.closedAtBlock?.toString() ?? null,
      ...describeHoldings(priced, position, tokens),
      order: describeOrder(position, tokens),
      costUsd: formatUsd(position.cost),
      valueUsd: value === null ? null : formatUsd(value),
      realisedUsd: formatUsd(position.realised),
      unrealisedUsd: value === null ? null : formatUsd(value - position.cost),
      gasPaidWei: position.gasPaidWei.toString(),
      castIds: [...position.castIds],
    };
  });
  const newestFirst = views.reverse();
  const isLive = ({ state }: PositionView) => state === "active";
  return [...newestFirst.filter(isLive), ...newestFirst.filter((view) => !isLive(view))];
}

/** What is held and is no position's: the owner's own, and what casts have left free. */
export function describeFree(book: Book, tokens: TokenTable): readonly TokenAmount[] {
  return Object.entries(book.free).flatMap(([token, units]) => toAmount(token, units, tokens));
}

/** Millionths of a dollar as an exact decimal. */
export function formatUsd(millionths: bigint): string {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, "0");
  return `${millionths < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function presentWorth(book: Book, position: Position, tokens: TokenTable): bigint | null {
  switch (position.kind) {
    case "spot":
      return worthOf(position.asset, position.amount, book.prices, tokens);
    case "leveraged": {
      const isPriced = [position.collateral, position.debt].every(
        (token) => worthOf(token, 1n, book.prices, tokens) !== null,
      );
      return isPriced ? equityOf(book, position, tokens) : null;
    }
    case "order":
      return 0n;
  }
}

function describeHoldings(book: Book, position: Position, tokens: TokenTable): Pick<PositionView, "holds" | "owes"> {
  if (!isActive(position)) return { holds: [], owes: [] };
  const lent = (token: string) => toAmount(token, book.lent[token]?.amount ?? 0n, tokens);
  switch (position.kind) {
    case "spot":
      return { holds: toAmount(position.asset, position.amount, tokens), owes: [] };
    case "leveraged":
      return { holds: lent(position.collateral), owes: lent(position.debt) };
    case "order":
      return { holds: toAmount(position.sell, position.amountIn, tokens), owes: [] };
  }
}

function describeOrder(position: Position, tokens: TokenTable): PositionView["order"] {
  if (position.kind !== "order") return null;
  const { orderId, status, buy, amountOut } = position;
  const [brought = null] = status === "executed" ? toAmount(buy, amountOut, tokens) : [];
  return { id: orderId, status, brought };
}

/** Whether a cast that is on its way may change a position. */
function touches(effect: PositionEffect, position: Position): boolean {
  switch (effect.kind) {
    case "none":
      return false;
    case "swap":
      return position.kind === "spot" && (position.asset === effect.sell || position.asset === effect.buy);
    case "leverage":
      return (
        position.kind === "leveraged" && position.collateral === effect.collateral && position.debt === effect.debt
      );
    case "order":
      return position.kind === "spot" && position.asset === effect.sell;
    case "order-cancel":
      return position.kind === "order" && position.orderId === effect.orderId;
  }
}

function toAmount(token: string, units: bigint, tokens: TokenTable): TokenAmount[] {
  const known = tokens.get(token);
  if (known === undefined) return [];
  return [{ token, symbol: known.symbol, decimals: known.decimals, amount: units.toString() }];
}
