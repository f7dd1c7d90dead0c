/**
 * Characters to insert, delete, replace or swap with their neighbour to turn `a` into `b`; `distanceMax + 1` where it
 * takes more than `distanceMax`. Costs at most `a.length × (2 × distanceMax + 1)` steps.
 */
export function editDistance(a: string, b: string, distanceMax: number): number {
  const beyond = distanceMax + 1;
  if (Math.abs(a.length - b.length) > distanceMax) return beyond;
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Array<number>(b.length + 1).fill(beyond);
    next[0] = i;
    let least = i;
    for (let j = Math.max(1, i - distanceMax); j <= Math.min(b.length, i + distanceMax); j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = Math.min(
        at(row, j - 1) + (isSame ? 0 : 1),
        at(row, j) + 1,
        at(next, j - 1) + 1,
        isSwap ? at(last, j - 2) + 1 : beyond,
        beyond,
      );
      next[j] = steps;
      least = Math.min(least, steps);
    }
    if (least > distanceMax) return beyond;
    last = row;
    row = next;
  }
  return Math.min(at(row, b.length), beyond);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
