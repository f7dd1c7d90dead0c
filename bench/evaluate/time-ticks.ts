export type TickPlan = { readonly warm: number; readonly measured: number };

/** Milliseconds of each tick after the warm-up, in order. `tick` is called with 0, 1, 2, …, each once. */
export async function timeTicks(
  { warm, measured }: TickPlan,
  tick: (at: number) => void | Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < warm + measured; at += 1) {
    const startMs = performance.now();
    const pending = tick(at);
    if (pending !== undefined) await pending;
    const elapsedMs = performance.now() - startMs;
    if (at >= warm) times.push(elapsedMs);
  }
  return times;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
