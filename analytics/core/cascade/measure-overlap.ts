/**
 * Share of a bar that the leader's return and the follower's next one both cover, because at the point between them the
 * follower's price was older: the mean over the follower's steps of max(0, age_to − age_from) / bar. With prices as new as
 * the grid 0. A price that jumps to the common value late follows by that alone (Lo and MacKinlay 1990).
 */
export function measureOverlap(
  agesFromMs: Float64Array | null,
  agesToMs: Float64Array | null,
  steps: Int32Array,
  barMs: number,
): number {
  if (agesToMs === null || steps.length === 0) return 0;
  let sum = 0;
  for (const step of steps) {
    sum += Math.max(0, Math.min(barMs, agesToMs[step] as number) - (agesFromMs?.[step] ?? 0));
  }
  return sum / (steps.length * barMs);
}
