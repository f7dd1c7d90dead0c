import { formatDuration } from "../../conditions/read-window.ts";
import { formatUtc } from "../../contracts/time.ts";
import type { TriggerPreview } from "../../contracts/trigger-preview.ts";
import type { Guard } from "../../evaluate/core/fire-guard.ts";
import type { StoredSeries } from "../../store/read-series.ts";
import type { PreviewPlan } from "./plan-preview.ts";

type Outcome = {
  readonly fires: number;
  readonly isRunaway: boolean;
  readonly stored: readonly StoredSeries[];
  readonly guard: Guard | null;
};

/** A preview in words: its sentence, and whatever keeps it from being the whole truth. */
export function describePreview(
  { trigger, days, keys, fromMs }: Pick<PreviewPlan, "trigger" | "days" | "keys" | "fromMs">,
  { fires, isRunaway, stored, guard }: Outcome,
): Pick<TriggerPreview, "sentence" | "notes"> {
  const span = days === 1 ? "in the last day" : `in the last ${days} days`;
  const notes: string[] = [];
  const ignored = [...(trigger.inhibitedBy === undefined ? [] : ["inhibitedBy"]), ...(trigger.group ? ["group"] : [])];
  if (ignored.length > 0) notes.push(`${ignored.join(" and ")}: left out, other triggers are not part of a preview`);
  if (isRunaway && guard !== null) {
    notes.push(
      `it disabled itself: it would have fired more than ${guard.fires} times in ${formatDuration(guard.windowMs)}`,
    );
  }
  const absent = keys.filter((key) => !stored.some((series) => series.key === key));
  if (absent.length > 0) notes.push(`nothing is recorded of ${absent.join(", ")}`);
  const late = stored.flatMap(({ key, knownAtMs }) => {
    const firstMs = knownAtMs[0] ?? fromMs;
    return firstMs > fromMs ? [`${key} is recorded only from ${formatUtc(firstMs)} on`] : [];
  });
  return { sentence: `would ${timesOf(fires)} ${span}`, notes: [...notes, ...late] };
}

function timesOf(fires: number): string {
  if (fires === 0) return "not have fired";
  return fires === 1 ? "have fired once" : `have fired ${fires} times`;
}
