import { formatAge } from "../format/format-time.ts";
import { useTimes } from "./use-times.ts";

type RunAgeProps = {
  readonly run: { readonly asOfMs: number; readonly validUntilMs: number };
  readonly nowMs: number;
};

/** How old a run is by its own time, and whether it may still be acted on. */
export function RunAge({ run, nowMs }: RunAgeProps) {
  const { formatMoment, formatZone } = useTimes();
  const isExpired = nowMs > run.validUntilMs;
  return (
    <span
      className={`number ${isExpired ? "tone-warn" : "muted"}`}
      title={`as of ${formatMoment(run.asOfMs)}, valid until ${formatMoment(run.validUntilMs)} ${formatZone(run.validUntilMs)}`}
    >
      {isExpired ? "expired, " : ""}
      {formatAge(nowMs - run.asOfMs)} old
    </span>
  );
}
