import { useMemo, useState } from "react";
import { useChangeWords } from "../../components/use-change-words.ts";
import { useNow } from "../../components/use-now.ts";
import type { Host } from "../../host/panel.ts";
import type { Change } from "./changes/change.ts";
import type { EarlierFactors } from "./changes/factor-changes.ts";
import { whatChanged } from "./changes/what-changed.ts";
import { rememberSeverities, type SeenSeverities } from "./changes/world-changes.ts";

const wallEveryMs = 15_000;

/** What changed, of the live state. Stories are compared with how this page saw them first. */
export function useChanges({ state, nowMs }: Host, earlierFactors: EarlierFactors | null): readonly Change[] {
  const changeWords = useChangeWords();
  const nowWallMs = useNow(wallEveryMs);
  const world = state.world.data;
  const [memory, setMemory] = useState<{ readonly world: unknown; readonly seen: SeenSeverities }>({
    world: null,
    seen: new Map(),
  });
  if (world !== null && memory.world !== world) setMemory({ world, seen: rememberSeverities(memory.seen, world) });
  const { prices, history, factors, clusters, freshness, health, vault } = state;
  const { seen } = memory;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the state that it is computed from, and not its connection
  return useMemo(
    () => whatChanged({ state, nowMs, nowWallMs, seen, earlierFactors, changeWords }),
    [
      prices,
      history,
      world,
      factors,
      clusters,
      freshness,
      health,
      vault,
      nowMs,
      nowWallMs,
      seen,
      earlierFactors,
      changeWords,
    ],
  );
}
