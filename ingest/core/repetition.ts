/** How long a source has said the same price of an asset, and where the consensus stood when that began. */
export type Repetition = { readonly price: number; readonly windows: number; readonly consensusUsd: number };

export type FrozenRule = {
  /** Windows with the same price from which on a quote may be frozen. */
  readonly frozenWindows: number;
  /** How far the others must have moved meanwhile, as a fraction: in a quiet market a price repeats itself honestly. */
  readonly frozenMove: number;
};

/** What is remembered of a quote for the next window. `consensusUsd`: of this window; null where there was none. */
export function noteRepetition(
  before: Repetition | undefined,
  price: number,
  consensusUsd: number | null,
): Repetition | undefined {
  if (before?.price === price) return { ...before, windows: before.windows + 1 };
  return consensusUsd === null ? undefined : { price, windows: 1, consensusUsd };
}

/** Whether a quote has stood still for so long that it may be frozen, whatever the others did. */
export function hasStoodStill(before: Repetition | undefined, price: number, { frozenWindows }: FrozenRule): boolean {
  return before !== undefined && before.price === price && before.windows >= frozenWindows;
}

/** Whether a quote has stood still for too long while the others (their median now) moved. */
export function isFrozen(
  before: Repetition | undefined,
  price: number,
  othersUsd: number | undefined,
  rule: FrozenRule,
): boolean {
  if (before === undefined || othersUsd === undefined || !hasStoodStill(before, price, rule)) return false;
  return Math.abs(othersUsd / before.consensusUsd - 1) > rule.frozenMove;
}
