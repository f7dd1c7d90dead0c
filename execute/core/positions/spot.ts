import {
  addFree,
  type Book,
  isActive,
  nextId,
  type SpotPosition,
  type TokenTable,
  withPosition,
  worthOf,
} from "./book.ts";
import { lesserOf } from "./lesser-of.ts";

/** Who moved it, and when. */
export type Mover = { readonly source: string; readonly castId: string | null; readonly block: number };

/** Adds to the position that the same source has in this token, or opens one. */
export function buySpot(
  book: Book,
  bought: { readonly asset: string; readonly units: bigint; readonly cost: bigint },
  mover: Mover,
): Book {
  const { asset, units, cost } = bought;
  if (units <= 0n) return book;
  const held = book.positions.find(
    (one): one is SpotPosition =>
      one.kind === "spot" && isActive(one) && one.asset === asset && one.source === mover.source,
  );
  const base: SpotPosition = held ?? {
    kind: "spot",
    id: nextId(book, "spot", mover.source, asset),
    state: "active",
    source: mover.source,
    openedAtBlock: mover.block,
    closedAtBlock: null,
    asset,
    amount: 0n,
    cost: 0n,
    realised: 0n,
    gasPaidWei: 0n,
    castIds: [],
  };
  return withPosition(book, { ...base, amount: base.amount + units, cost: base.cost + cost, ...noteCast(base, mover) });
}

/**
 * What leaves the vault's holdings for `proceeds`: of positions by their mean cost, the oldest first, and of what is no
 * position's; in which order of the two, `first` says. Each gets its share of the proceeds, to the last millionth.
 */
export function takeOut(
  book: Book,
  taken: {
    readonly token: string;
    readonly units: bigint;
    readonly proceeds: bigint;
    readonly first: "positions" | "free";
  },
  mover: Mover,
  tokens: TokenTable,
): Book {
  const { token, units, proceeds, first } = taken;
  if (units <= 0n) return book;
  const free = book.free[token] ?? 0n;
  const fromFreeFirst = first === "positions" ? 0n : lesserOf(free > 0n ? free : 0n, units);
  let left = { units: units - fromFreeFirst, proceeds: proceeds - (proceeds * fromFreeFirst) / units };
  let next = addFree(book, token, -fromFreeFirst);
  for (const position of book.positions) {
    if (position.kind !== "spot" || !isActive(position) || position.asset !== token || left.units === 0n) continue;
    const sold = lesserOf(position.amount, left.units);
    const share = (left.proceeds * sold) / left.units;
    next = reduce(next, position, { units: sold, proceeds: share }, mover, tokens);
    left = { units: left.units - sold, proceeds: left.proceeds - share };
  }
  return addFree(next, token, -left.units);
}

function reduce(
  book: Book,
  position: SpotPosition,
  sold: { readonly units: bigint; readonly proceeds: bigint },
  mover: Mover,
  tokens: TokenTable,
): Book {
  const isAll = sold.units === position.amount;
  const costOut = isAll ? position.cost : (position.cost * sold.units) / position.amount;
  const rest: SpotPosition = {
    ...position,
    amount: position.amount - sold.units,
    cost: position.cost - costOut,
    realised: position.realised + sold.proceeds - costOut,
    ...noteCast(position, mover),
  };
  // What is not worth a millionth of a dollar would keep a position open for ever.
  const worth = worthOf(rest.asset, rest.amount, book.prices, tokens);
  if (rest.amount > 0n && worth !== 0n) return withPosition(book, rest);
  const closed: SpotPosition = {
    ...rest,
    amount: 0n,
    cost: 0n,
    realised: rest.realised - rest.cost,
    state: "closed",
    closedAtBlock: mover.block,
  };
  return addFree(withPosition(book, closed), rest.asset, rest.amount);
}

/** Casts that moved a position, each once. */
export const noteCast = ({ castIds }: { readonly castIds: readonly string[] }, { castId }: Mover) => ({
  castIds: castId === null || castIds.includes(castId) ? castIds : [...castIds, castId],
});
