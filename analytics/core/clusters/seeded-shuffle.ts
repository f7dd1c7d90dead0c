/** Reproducible numbers in [0, 1): Mulberry32, the same everywhere for the same seed. */
export function createUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The numbers 0 … count − 1 in a random order (Fisher and Yates). */
export function shuffledNumbers(count: number, uniform: () => number): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(uniform() * (at + 1));
    const held = numbers[at] as number;
    numbers[at] = numbers[other] as number;
    numbers[other] = held;
  }
  return numbers;
}
