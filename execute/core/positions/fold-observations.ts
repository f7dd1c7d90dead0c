import { applyEffect, type Deltas } from "./apply-effect.ts";
import { type Book, emptyBook, expectedInSafe, isActive, type TokenTable, withPosition } from "./book.ts";
import { explainHeld } from "./held-gaps.ts";
import { explainLent } from "./lent-gaps.ts";
import {
  type Amounts,
  type CastObservation,
  compareObservations,
  type Observation,
  type ReadingObservation,
} from "./observation.ts";
import { findOrder, findSettlements, type Settlements, settleOrder } from "./orders.ts";
import type { Prices } from "./position-effect.ts";

/**
 * Everything that follows from a vault's observations: its positions, what is no position's, and what the owner did. A pure
 * function of the set: in which order they became known does not matter.
 */
export function foldObservations(observations: readonly Observation[], tokens: TokenTable): Book {
  const sorted = [...observations].sort(compareObservations);
  const settlements = findSettlements(sorted);
  let book = emptyBook;
  for (let index = 0; index < sorted.length; ) {
    const observation = sorted[index];
    if (observation === undefined) break;
    if (observation.kind === "reading") {
      book = foldReading(book, observation, settlements, tokens);
      index += 1;
      continue;
    }
    const casts = sorted
      .slice(index)
      .filter((one): one is CastObservation => one.kind === "cast" && one.block === observation.block);
    index += casts.length;
    book = foldCasts(book, casts, sorted[index], settlements, tokens);
  }
  return book;
}

function foldReading(start: Book, reading: ReadingObservation, settlements: Settlements, tokens: TokenTable): Book {
  const priced = { ...start, prices: { ...start.prices, ...reading.prices } };
  let book = open(priced, reading.balances, tokens);
  for (const state of reading.orders) {
    const order = findOrder(book, state.id);
    const mover = { source: "keeper", castId: null, block: reading.block };
    if (order !== undefined) book = settleOrder(book, state, order, mover, tokens);
  }
  const heldGaps = new Map(
    [...tokens].flatMap(([token, { role }]) => {
      const seen = reading.balances[token];
      return role === "held" && seen !== undefined ? [[token, BigInt(seen) - expectedInSafe(book, token)]] : [];
    }),
  );
  book = explainHeld(book, reading.balances, reading.block, settlements, tokens);
  return { ...explainLent(book, reading, heldGaps, tokens), block: reading.block };
}

/** All casts of one block: its balances before and after are those of all of them together. */
function foldCasts(
  start: Book,
  casts: readonly CastObservation[],
  next: Observation | undefined,
  settlements: Settlements,
  tokens: TokenTable,
): Book {
  const [first] = casts;
  if (first === undefined) return start;
  const prices: Prices = Object.assign(
    {},
    start.prices,
    ...casts.map(({ effect }) => ("prices" in effect ? effect.prices : {})),
  );
  const balances = casts.find((cast) => cast.balances !== null)?.balances ?? guessBalances(start, next, tokens);
  if (balances === null) return addGas({ ...start, prices }, casts);
  let book = open({ ...start, prices }, balances.before, tokens);
  book = seeLent(explainHeld(book, balances.before, first.block - 1, settlements, tokens), balances.before, tokens);
  let deltas = ownDeltas(book, casts, balances, tokens);
  for (const { effect, source, castId, block } of casts) {
    const isMover = effect.kind === "swap" || effect.kind === "leverage";
    book = applyEffect(book, effect, isMover ? deltas : new Map(), { source, castId, block }, tokens);
    // One of them is taken to have moved what no order explains; two that move the same block cannot be told apart.
    if (isMover) deltas = new Map();
  }
  book = explainHeld(book, balances.after, first.block, settlements, tokens);
  return { ...addGas(seeLent(book, balances.after, tokens), casts), block: first.block };
}

/** The first observation says what the vault began with. */
function open(book: Book, balances: Amounts, tokens: TokenTable): Book {
  if (book.isOpened) return book;
  const held = [...tokens].flatMap(([token, { role }]) =>
    role === "held" && balances[token] !== undefined ? [[token, BigInt(balances[token])] as const] : [],
  );
  return seeLent({ ...book, isOpened: true, free: Object.fromEntries(held) }, balances, tokens);
}

/** Claims and debts as they are seen beside a cast: what they have grown by is told apart at the next reading. */
function seeLent(book: Book, balances: Amounts, tokens: TokenTable): Book {
  const lent = { ...book.lent };
  for (const [token, { role }] of tokens) {
    const seen = balances[token];
    if (role === "held" || seen === undefined) continue;
    lent[token] = { ...(lent[token] ?? { base: null, delta: 0n, moved: 0n }), amount: BigInt(seen) };
  }
  return { ...book, lent };
}

/** What changed in the block, less what orders took into escrow or gave back. */
function ownDeltas(
  book: Book,
  casts: readonly CastObservation[],
  { before, after }: { readonly before: Amounts; readonly after: Amounts },
  tokens: TokenTable,
): Deltas {
  const deltas = new Map<string, bigint>();
  for (const token of tokens.keys()) deltas.set(token, BigInt(after[token] ?? "0") - BigInt(before[token] ?? "0"));
  const correct = (token: string, units: bigint) => deltas.set(token, (deltas.get(token) ?? 0n) + units);
  for (const { effect } of casts) {
    if (effect.kind === "order") correct(effect.sell, BigInt(effect.amountIn));
    if (effect.kind !== "order-cancel") continue;
    const order = findOrder(book, effect.orderId);
    if (order !== undefined && isActive(order)) correct(order.sell, -order.amountIn);
  }
  return deltas;
}

/** Of a cast whose block the node had forgotten: what the next observation shows is taken to be its doing. */
function guessBalances(book: Book, next: Observation | undefined, tokens: TokenTable): CastObservation["balances"] {
  const after = next?.kind === "reading" ? next.balances : (next?.balances?.before ?? null);
  if (after === null || !book.isOpened) return null;
  const before = [...tokens].map(([token, { role }]) => [
    token,
    (role === "held" ? expectedInSafe(book, token) : (book.lent[token]?.amount ?? 0n)).toString(),
  ]);
  return { before: Object.fromEntries(before) as Amounts, after };
}

/** To the first position that a cast has moved; else to none. */
function addGas(book: Book, casts: readonly CastObservation[]): Book {
  let next = book;
  for (const { castId, gasPaidWei } of casts) {
    const moved = next.positions.find(({ castIds }) => castIds.includes(castId));
    const wei = BigInt(gasPaidWei);
    next =
      moved === undefined
        ? { ...next, otherGasWei: next.otherGasWei + wei }
        : withPosition(next, { ...moved, gasPaidWei: moved.gasPaidWei + wei });
  }
  return next;
}
