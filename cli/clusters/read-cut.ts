import type { CutCriterion } from "../../analytics/core/clusters/cut-tree.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A number as people write it; NaN where it is none. */
export const readNumber = (text: string): number => (number.test(text) ? Number(text) : Number.NaN);

/** `silhouette`, or a criterion and its value: `correlation:0.5`, `height:1.1`, `count:4`. */
export function readCut(text: string): Result<CutCriterion, Fault> {
  if (text === "silhouette") return ok({ by: "silhouette" });
  const [by = "", valueText = "", ...more] = text.split(":");
  const value = more.length === 0 ? readNumber(valueText) : Number.NaN;
  if (by === "correlation" && value >= -1 && value <= 1) return ok({ by, value });
  if (by === "height" && value >= 0 && Number.isFinite(value)) return ok({ by, value });
  if (by === "count" && value >= 1 && Number.isSafeInteger(value)) return ok({ by, value });
  return fault(
    `--cut: expected correlation:X (-1 to 1), height:X (from 0), count:K (from 1) or silhouette, not ${JSON.stringify(text)}`,
  );
}
