/** The lesser of two numbers. `Math.min` takes no bigint. */
export function lesserOf(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
