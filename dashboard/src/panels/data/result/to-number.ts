import { Type } from "@uwdata/flechette";
import type { ResultColumn } from "./read-result.ts";

/** Milliseconds in one unit of a timestamp. */
const unitMs = [1_000, 1, 0.001, 0.000_001] as const;

/** A value as a place on an axis: numbers as they are, times in milliseconds. Null where there is none. */
export function toNumber({ type, kind, at }: ResultColumn, row: number): number | null {
  const value = at(row);
  if (value === null || value === undefined || (kind !== "number" && kind !== "time")) return null;
  const number = Number(value) * (type.typeId === Type.Timestamp ? (unitMs[type.unit] ?? 1) : 1);
  const scaled = type.typeId === Type.Decimal ? number / 10 ** type.scale : number;
  return Number.isFinite(scaled) ? scaled : null;
}
