import type { Row } from "../measurement.ts";

/** A row of ours, or with a peer the peer's own value and what ours is of it. */
export function makeRow(
  of: Pick<Row, "case" | "n" | "value" | "unit">,
  peer?: { readonly name: string; readonly ours: number },
): Row {
  const { case: name, n, value, unit } = of;
  const ratio = peer === undefined ? null : round(peer.ours / value);
  return { case: name, n, value: round(value), unit, peer: peer?.name ?? null, ratio };
}

const round = (value: number): number => Number(value.toPrecision(5));
