import { type History, priceAt } from "./history.ts";

export type Fall = {
  /** Log return from start to end. */
  readonly return: number;
  /** The least log return from the start on; 0 where it never fell. */
  readonly deepest: number;
  /** After how long half of the deepest fall was reached; null without a fall. */
  readonly arrivedAfterMs: number | null;
};

/** What an asset did between two moments, by every recorded sample; null where it has no price at one of them. */
export function measureFall(history: History, fromMs: number, toMs: number, ageMs: number): Fall | null {
  const [start, end] = [priceAt(history, fromMs, ageMs), priceAt(history, toMs, ageMs)];
  if (start === null || end === null) return null;
  const { knownAtMs, value } = history.series;
  const moves: { readonly afterMs: number; readonly move: number }[] = [];
  for (const [index, atMs] of knownAtMs.entries()) {
    if (atMs <= fromMs || atMs > toMs) continue;
    moves.push({ afterMs: atMs - fromMs, move: Math.log(value[index] as number) - Math.log(start) });
  }
  const deepest = moves.reduce((least, { move }) => Math.min(least, move), 0);
  const arrived = deepest < 0 ? moves.find(({ move }) => move <= deepest / 2) : undefined;
  return { return: Math.log(end) - Math.log(start), deepest, arrivedAfterMs: arrived?.afterMs ?? null };
}
