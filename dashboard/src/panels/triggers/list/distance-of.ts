import type { LeafTrace } from "../../../../../contracts/fires.ts";
import { describeLeaf } from "../../../format/describe-leaf.ts";

/** What is still missing until a trigger fires, by the comparison that is furthest away: "3.21 points", "holds", "no data". */
export function distanceOf(leaves: readonly LeafTrace[]): string {
  const distances = leaves.map(describeLeaf);
  if (distances.length === 0) return "not read yet";
  const missing = distances.filter(({ closeness }) => closeness !== 1);
  if (missing.length === 0) return "holds";
  const [furthest] = missing.toSorted((a, b) => (a.closeness ?? -1) - (b.closeness ?? -1));
  const others = distances.length > 1 ? ` (${distances.length - missing.length} of ${distances.length} hold)` : "";
  return `${furthest?.toGo ?? "no data"}${others}`;
}
