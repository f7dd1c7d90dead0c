import type { Condition } from "../../conditions/condition.ts";
import { evaluateLeaf } from "../../conditions/evaluate-leaf.ts";
import { joinLeaves, type Truth } from "../../conditions/join-leaves.ts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import type { SignalHistory } from "./signal-history.ts";

export type Evaluation = { readonly truth: Truth; readonly leaves: readonly LeafTrace[] };

/** What a condition says at `atMs`. `maxStalenessMs` null: each signal's own staleness from the catalogue. */
export function evaluateTrigger(
  condition: Condition,
  history: SignalHistory,
  atMs: number,
  maxStalenessMs: number | null,
  catalogue: SignalCatalogue,
): Evaluation {
  const leaves = condition.leaves.map((leaf) =>
    evaluateLeaf(leaf, atMs, (key, at) => history.read(key, at, maxStalenessMs ?? catalogue(key)?.stalenessMs ?? 0)),
  );
  return {
    leaves,
    truth: joinLeaves(
      condition.root,
      leaves.map((leaf) => leaf.holds),
    ),
  };
}
