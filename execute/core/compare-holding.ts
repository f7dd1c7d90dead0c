import { formatUtc } from "../../contracts/time.ts";

/** What the registry says that it holds of a vault. */
export type RegistryHolding = {
  readonly hash: string;
  readonly count: number;
  /** The last evaluated grid point. */
  readonly lastEvaluatedMs: number | null;
};

export type Comparison = {
  /** Conditions differ: the registry has to pull them again. */
  readonly needsPull: boolean;
  /** A sentence for the vault's people, null where nothing is wrong or they were told already. */
  readonly alert: string | null;
  /** What the next comparison needs of this one. */
  readonly seen: SeenHolding;
};

/** The last answer, and whether its standing still has been told. */
export type SeenHolding = { readonly lastEvaluatedMs: number | null; readonly hasAlerted: boolean };

/**
 * Compares what a vault has with what the registry holds of it: a removal by mistake or by a forged call, or evaluations that
 * stand still, cannot end a protection silently.
 */
export function compareHolding(
  own: { readonly hash: string; readonly count: number },
  holding: RegistryHolding,
  before: SeenHolding | null,
): Comparison {
  const { lastEvaluatedMs } = holding;
  const standsStill = own.count > 0 && before !== null && before.lastEvaluatedMs === lastEvaluatedMs;
  const seen = { lastEvaluatedMs, hasAlerted: standsStill };
  if (holding.hash !== own.hash || holding.count !== own.count) {
    const alert = `the registry held ${holding.count} conditions of this vault, it has ${own.count}: told to pull them again`;
    return { needsPull: true, alert, seen };
  }
  if (!standsStill || before.hasAlerted) return { needsPull: false, alert: null, seen };
  const since = lastEvaluatedMs === null ? "yet" : `since ${formatUtc(lastEvaluatedMs)}`;
  return { needsPull: false, alert: `no condition of this vault has been evaluated ${since}`, seen };
}
