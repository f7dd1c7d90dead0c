import type { Cast } from "../../../../../contracts/cast.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import { isOpen } from "../casts/cast-filter.ts";

export type CloseProgress = {
  readonly casts: readonly Cast[];
  readonly ended: number;
  /** `going`: casts are on their way. `closed`: all are final. `partly`: something of it was not done. */
  readonly state: "going" | "closed" | "partly";
  /** What of it was not done or waits, a sentence each. */
  readonly blockers: readonly string[];
};

/** The emergency close that was begun last, by its casts: those of one close share a trace. Null where there was none. */
export function closeProgress({ casts }: Pick<VaultView, "casts">): CloseProgress | null {
  const closing = casts.filter(({ cause }) => cause === "close");
  const newest = closing.toSorted((a, b) => b.firedAtMs - a.firedAtMs)[0];
  if (newest === undefined) return null;
  const own = closing.filter(({ traceId }) => traceId === newest.traceId);
  const open = own.filter(({ state }) => isOpen(state));
  const failed = own.filter(({ state }) => !isOpen(state) && state !== "FINALIZED");
  return {
    casts: own,
    ended: own.length - open.length,
    state: open.length > 0 ? "going" : failed.length > 0 ? "partly" : "closed",
    blockers: own.flatMap(({ spell, state, reason }) =>
      reason === null || state === "FINALIZED"
        ? []
        : [`${spell}, ${castStateWords[state].label.toLowerCase()}: ${reason.message}`],
    ),
  };
}
