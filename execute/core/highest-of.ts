/** The highest of some numbers, undefined of none. `Math.max` takes no bigint. */
export function highestOf(numbers: readonly bigint[]): bigint | undefined {
  let highest: bigint | undefined;
  for (const number of numbers) if (highest === undefined || number > highest) highest = number;
  return highest;
}
