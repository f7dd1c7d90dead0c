import type { PositionView } from "../../../../../contracts/position.ts";

export type PositionSums = {
  readonly realisedUsd: string;
  /** Of open positions with a price; null where none has one. */
  readonly unrealisedUsd: string | null;
  /** Open positions without a price. An order counts to what it was taken from. */
  readonly unknown: number;
};

type Money = Pick<PositionView, "kind" | "state" | "realisedUsd" | "unrealisedUsd">;

/** What came of all positions together, exact. */
export function sumPositions(positions: readonly Money[]): PositionSums {
  const open = positions.filter(({ kind, state }) => state === "active" && kind !== "order");
  const known = open.flatMap(({ unrealisedUsd }) => (unrealisedUsd === null ? [] : [unrealisedUsd]));
  return {
    realisedUsd: sumUsd(positions.map(({ realisedUsd }) => realisedUsd)),
    unrealisedUsd: open.length > 0 && known.length === 0 ? null : sumUsd(known),
    unknown: open.length - known.length,
  };
}

/** Of dollar texts with six digits each. */
export function sumUsd(texts: readonly string[]): string {
  const sum = texts.reduce((total, text) => total + BigInt(text.replace(".", "")), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(7, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
