import type { RunStep } from "../contracts/run-step.ts";
import type { TakenStep } from "../contracts/run-view.ts";

type Timed = { readonly value?: unknown; readonly startedWallMs: number; readonly elapsedMs: number };

/**
 * The same steps, with how long each took. The times are kept with what a step gave, so that a replay after a crash tells those of the
 * step as it ran.
 */
export function timeSteps(
  step: RunStep,
  nowWallMs: () => number,
): { readonly step: RunStep; readonly taken: readonly TakenStep[] } {
  const taken: TakenStep[] = [];
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const kept: unknown = await step(name, async (): Promise<Timed> => {
      const startedWallMs = nowWallMs();
      const value = await work();
      return { value, startedWallMs, elapsedMs: Math.max(0, nowWallMs() - startedWallMs) };
    });
    // A step that ended before steps were timed gave its value alone.
    if (!isTimed(kept)) return kept as T;
    taken.push({ name, startedWallMs: kept.startedWallMs, elapsedMs: kept.elapsedMs });
    return kept.value as T;
  };
  return { step: timed, taken };
}

function isTimed(kept: unknown): kept is Timed {
  if (typeof kept !== "object" || kept === null) return false;
  const { startedWallMs, elapsedMs } = kept as Partial<Timed>;
  return typeof startedWallMs === "number" && typeof elapsedMs === "number";
}
