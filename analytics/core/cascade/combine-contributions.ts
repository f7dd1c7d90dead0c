/** What one source does to an asset: signed return, and after how long. */
export type Contribution = { readonly source: string; readonly size: number; readonly lagMs: number };

export type Combined = {
  readonly size: number;
  readonly lagMs: number;
  /** The sources on the side that counts, the largest first. Shares sum to 1. */
  readonly from: { asset: string; share: number }[];
};

/**
 * Rises and falls are summed apart, and the larger side is the impact (equal ones: the fall): contributions of opposite sign
 * never cancel, so that more disturbance never yields less. It arrives with its largest contribution, of equal ones the
 * earliest. `contributions` are ordered by source. Null without any.
 */
export function combineContributions(contributions: readonly Contribution[]): Combined | null {
  const rise = sumSide(contributions.filter(({ size }) => size > 0));
  const fall = sumSide(contributions.filter(({ size }) => size < 0));
  const side = rise.size > fall.size ? rise : fall;
  const [largest] = side.ordered;
  if (largest === undefined) return null;
  const total = side.ordered.reduce((sum, { size }) => sum + Math.abs(size), 0);
  return {
    size: side === rise ? side.size : -side.size,
    lagMs: largest.lagMs,
    from: side.ordered.map(({ source, size }) => ({ asset: source, share: Math.abs(size) / total })),
  };
}

/**
 * Saturated: `cap (1 − Π(1 − |c| / cap))`, at least the largest and at most the cap, and growing with each contribution. The cap is 1,
 * what nothing can fall beyond; where a rise is larger than that, it is the cap itself.
 */
function sumSide(side: readonly Contribution[]): { size: number; ordered: readonly Contribution[] } {
  const ordered = side.toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size) || a.lagMs - b.lagMs);
  const [largest] = ordered;
  if (largest === undefined) return { size: 0, ordered };
  const cap = Math.max(1, largest.size);
  const sizes = ordered.map(({ size }) => Math.min(cap, Math.abs(size)));
  const left = sizes.reduce((sum, size) => sum + Math.log1p(-size / cap), 0);
  return { size: Math.max(sizes[0] as number, -Math.expm1(left) * cap), ordered };
}
