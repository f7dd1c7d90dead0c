import type { FactorName } from "../../../../../contracts/event.ts";
import type { FactorSnapshot } from "../../../../../contracts/live.ts";
import { formatSigned } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { Change } from "./change.ts";

/** A factor as it was about an hour ago. */
export type EarlierFactors = ReadonlyMap<FactorName, { readonly asOfMs: number; readonly value: number }>;

/** Less is the fading of old events. */
const moveMin = 0.08;

/** Factors that moved since about an hour ago, with the event that weighs most in that direction. */
export function factorChanges(
  { asOfMs, factors }: FactorSnapshot,
  earlier: EarlierFactors,
  nowMs: number,
): readonly Change[] {
  return factors.flatMap(({ factor, value, evidence }): readonly Change[] => {
    const before = earlier.get(factor);
    if (before === undefined || before.asOfMs >= asOfMs) return [];
    const by = value - before.value;
    if (Math.abs(by) < moveMin) return [];
    const top = evidence.find(({ share }) => Math.sign(share) === Math.sign(by));
    const why = top === undefined ? "" : ` Most in that direction: ${top.title}`;
    return [
      {
        ...{ id: `factor ${factor}`, kind: "factor", tone: by < 0 ? "bad" : "good" },
        weight: Math.min(85, 45 + Math.abs(by) * 100),
        ageMs: nowMs - asOfMs,
        text: `${capital(factor)} ${by < 0 ? "fell" : "rose"} from ${formatSigned(before.value)} to ${formatSigned(value)} in ${formatAge(asOfMs - before.asOfMs)}.${why}`,
        to: { panel: "world", params: { factor } },
      },
    ];
  });
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
