import { studentTwoSided } from "../../../statistics/student-tail.ts";
import type { AlignedLead } from "./align-lead.ts";

export type LeadCheck = {
  /** Two-sided, for no lead at all; 1 where nothing can be said. */
  readonly p: number;
  /** Two-sided, for a lead that is no stronger than the follower's own; 1 where it is weaker. */
  readonly mirrorP: number;
  /** Standard deviations of the follower per one of the leader, and the standard error. */
  readonly slope: number;
  readonly error: number;
  readonly support: number;
};

const nothing = (support: number): LeadCheck => ({ p: 1, mirrorP: 1, slope: 0, error: 0, support });

/**
 * A lead, checked on the returns themselves. After what is held constant is taken out of both (u, v), t = Σuv / √Σu²v²: each
 * row is weighed by its own size (White 1980), so times of large moves count as what they are, and one joint outlier, of
 * whatever size, gives |t| ≤ 1. `inflation` widens it for series that remember. `overlap`: the share of a bar that
 * both returns cover because one price is older than the other; as much correlation is taken off.
 *
 * The mirror: common factors, however they remember, make `to` lead `from` as much as `from` leads `to`. So the products x·y of
 * the lead are compared with those of the opposite one, row by row.
 */
export function checkLead(lead: AlignedLead, pairsMin: number, inflation: number, overlap: number): LeadCheck {
  const count = lead.x.length;
  const freedom = count / inflation - lead.controls.length - 2;
  const [past] = lead.controls;
  if (count < pairsMin || freedom < 1 || past === undefined) return nothing(count);
  const mirrorT = compareMirror(lead.x, lead.y, past, lead.mirrorY) / Math.sqrt(inflation);
  const spread = Math.sqrt(sumProducts(lead.x, lead.x) * sumProducts(lead.y, lead.y));
  const wholeX = sumProducts(lead.x, lead.x);
  takeOut(lead);
  const { x: u, y: v } = lead;
  const [uu, uv] = [sumProducts(u, u), sumProducts(u, v)];
  if (!(uu > leftMin * wholeX)) return nothing(count);
  const kept = Math.sign(uv) * Math.max(0, Math.abs(uv) - overlap * spread);
  const slope = kept / uu;
  let [nullSquares, squares] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    const [a, b] = [u[row] as number, v[row] as number];
    nullSquares += (a * b) ** 2;
    squares += (a * (b - (uv / uu) * a)) ** 2;
  }
  if (!(nullSquares > 0)) return nothing(count);
  const t = kept / Math.sqrt(nullSquares * inflation);
  return {
    p: studentTwoSided(t, freedom),
    mirrorP: mirrorT * t > 0 ? studentTwoSided(mirrorT, freedom) : 1,
    slope,
    error: Math.sqrt((squares * inflation * count) / (count - lead.controls.length - 2)) / uu,
    support: count,
  };
}

/** A share of variance left below this is rounding, or a second name for the same series. */
const leftMin = 1e-4;

/** Takes the controls out of both, one after the other made orthogonal (modified Gram–Schmidt). */
function takeOut({ x, y, controls }: AlignedLead): void {
  for (const [place, control] of controls.entries()) {
    const square = sumProducts(control, control);
    if (!(square > 1e-9 * control.length)) continue;
    for (const column of [...controls.slice(place + 1), x, y]) {
      const share = sumProducts(control, column) / square;
      for (let row = 0; row < column.length; row += 1) {
        column[row] = (column[row] as number) - share * (control[row] as number);
      }
    }
  }
}

function sumProducts(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row += 1) sum += (left[row] as number) * (right[row] as number);
  return sum;
}

function compareMirror(x: Float64Array, y: Float64Array, past: Float64Array, mirrorY: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (let row = 0; row < x.length; row += 1) {
    const difference = (x[row] as number) * (y[row] as number) - (past[row] as number) * (mirrorY[row] as number);
    sum += difference;
    squares += difference * difference;
  }
  return squares > 0 ? sum / Math.sqrt(squares) : 0;
}
