import type { PositionView } from "../../../../../contracts/position.ts";
import type { Tone } from "../cast-steps.ts";

export const kindWords: Readonly<Record<PositionView["kind"], string>> = {
  spot: "Bought",
  leveraged: "Loan in the lending market",
  order: "Order",
};

export const stateWords: Readonly<Record<PositionView["state"], { label: string; tone: Tone }>> = {
  active: { label: "active", tone: "busy" },
  closed: { label: "closed", tone: "quiet" },
  liquidated: { label: "liquidated", tone: "bad" },
};

/** Those that are open, and the others, each in the order in which the vault tells them: the newest first. */
export function splitPositions(positions: readonly PositionView[]): {
  readonly active: readonly PositionView[];
  readonly over: readonly PositionView[];
} {
  return {
    active: positions.filter(({ state }) => state === "active"),
    over: positions.filter(({ state }) => state !== "active"),
  };
}

/** What opened a position: the name of its trigger, or that somebody asked for a single cast. */
export function describeSource(source: string, names: ReadonlyMap<string, string>): string {
  return source === "request" ? "a single cast" : (names.get(source) ?? source);
}
