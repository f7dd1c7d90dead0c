import type { LeafTrace } from "../../../contracts/fires.ts";
import { formatChange, formatPlain, formatPrice } from "./format-number.ts";

/** How far one comparison is from holding. */
export type LeafDistance = {
  /** 0: far away; 1: it holds. Null while a side is unknown. */
  readonly closeness: number | null;
  readonly now: string;
  readonly threshold: string;
  /** What is still missing, in the leaf's own unit. Null where it holds or is unknown. */
  readonly toGo: string | null;
};

type LeafUnit = "fraction" | "usd" | "plain";

/**
 * The distance of a leaf: `closeness` is `1 − |left − right| / max(|left|, |right|)`, so that a change of −1 % under
 * a threshold of −5 % is a fifth of the way, and a move in the other direction is 0.
 */
export function describeLeaf(leaf: LeafTrace): LeafDistance {
  const unit = unitOf(leaf.leaf);
  const { left, right } = leaf;
  const now = left === null ? "no data" : formatIn(unit, left);
  const threshold = right === null ? "no data" : formatIn(unit, right);
  if (left === null || right === null || leaf.holds === null) return { closeness: null, now, threshold, toGo: null };
  if (leaf.holds) return { closeness: 1, now, threshold, toGo: null };
  return { closeness: closenessOf(left, right), now, threshold, toGo: formatGap(unit, left, right) };
}

/** The comparison in words: `falls below`, `rises above`. */
export const opWords: Readonly<Record<LeafTrace["op"], string>> = {
  "<": "below",
  "<=": "at or below",
  ">": "above",
  ">=": "at or above",
  "==": "equal to",
  "!=": "other than",
  crossesAbove: "when it crosses above",
  crossesBelow: "when it crosses below",
  touches: "when its range touches",
  trailingStop: "at or below its stop",
};

function closenessOf(left: number, right: number): number {
  const scale = Math.max(Math.abs(left), Math.abs(right));
  // At the threshold itself a strict comparison does not hold yet: it is as near as can be.
  if (scale === 0) return 0.99;
  return Math.min(0.99, Math.max(0, 1 - Math.abs(left - right) / scale));
}

function unitOf(text: string): LeafUnit {
  if (/\bchange\s*\(/.test(text)) return "fraction";
  return /^\s*(?:crosses(?:Above|Below)\s*\(\s*)?(price|low|high|touches|trailingStop)\s*\(/.test(text)
    ? "usd"
    : "plain";
}

function formatIn(unit: LeafUnit, value: number): string {
  if (unit === "fraction") return formatChange(value);
  return unit === "usd" ? `$${formatPrice(value)}` : formatPlain(value);
}

function formatGap(unit: LeafUnit, left: number, right: number): string {
  const gap = Math.abs(left - right);
  if (unit === "fraction") return `${(gap * 100).toFixed(2)} points`;
  if (unit === "usd" && left !== 0) return formatChange(right / left - 1);
  return formatPlain(gap);
}
