import type { CascadeImpact } from "../../../contracts/cascade.ts";

/** After this time half of an impact is left: what markets have taken in is in their prices. A convention, not a measurement. */
export const impactHalfLifeMs = 3_600_000;

/** The size of an impact at a moment: nothing before it arrives, then all of it, and half as much after each half-life. */
export function readImpactAt(
  { size, arrivesAtMs }: Pick<CascadeImpact, "size" | "arrivesAtMs">,
  atMs: number,
  halfLifeMs: number = impactHalfLifeMs,
): number {
  return atMs < arrivesAtMs ? 0 : size * 2 ** ((arrivesAtMs - atMs) / halfLifeMs);
}
