import type { Cast } from "../../../../contracts/cast.ts";

const ended: ReadonlySet<Cast["state"]> = new Set([
  "FINALIZED",
  "INCLUDED_UNVERIFIED",
  "REVERTED",
  "CANCELLED",
  "REFUSED",
]);

export const hasEnded = ({ state }: Pick<Cast, "state">): boolean => ended.has(state);

/** Not where it stands in a block already: what it did is done. */
export const canBeCancelled = ({ state, blockNumber }: Pick<Cast, "state" | "blockNumber">): boolean =>
  !hasEnded({ state }) && blockNumber === null;

/** What it did is final, or the order that it placed waits for its keeper. Whether its spell can take that back, the vault says. */
export const canBeUndone = ({ state, cause, reason }: Pick<Cast, "state" | "cause" | "reason">): boolean =>
  cause !== "close" &&
  (state === "FINALIZED" ||
    state === "INCLUDED_UNVERIFIED" ||
    (state === "CONFIRMED" && reason?.code === "order-open"));
