import type { TakenStep } from "../../../../../contracts/run-view.ts";

/** `start` and `width` in percent of the whole. */
export type Bar = { readonly afterMs: number; readonly start: number; readonly width: number };

const leastWidth = 0.6;

/** Where steps lie between the start of the first and the end of the last. A step of no length is still seen. */
export function placeBars(steps: readonly Omit<TakenStep, "name">[]): readonly Bar[] {
  const startMs = Math.min(...steps.map(({ startedWallMs }) => startedWallMs));
  const endMs = Math.max(...steps.map(({ startedWallMs, elapsedMs }) => startedWallMs + elapsedMs));
  const spanMs = Math.max(1, endMs - startMs);
  return steps.map(({ startedWallMs, elapsedMs }) => {
    const afterMs = startedWallMs - startMs;
    const width = Math.max(leastWidth, (elapsedMs / spanMs) * 100);
    return { afterMs, start: Math.min(100 - width, (afterMs / spanMs) * 100), width };
  });
}
