import { formatAge } from "../format/format-time.ts";
import { useNow } from "./use-now.ts";
import { useTimes } from "./use-times.ts";

/** On what is no answer of the server but the last one that this browser keeps: since when. Nothing where it is the server's. */
export function StoredMark({ storedAtMs }: { readonly storedAtMs: number | undefined }) {
  if (storedAtMs === undefined) return null;
  return <Mark storedAtMs={storedAtMs} />;
}

function Mark({ storedAtMs }: { readonly storedAtMs: number }) {
  const { formatMoment, formatZone } = useTimes();
  const nowMs = useNow(10_000);
  return (
    <span
      className="chip chip-warn number"
      title={`Stored in this browser ${formatMoment(storedAtMs)} ${formatZone(storedAtMs)}; not live`}
      data-testid="stored-mark"
    >
      last known, {formatAge(nowMs - storedAtMs)} ago
    </span>
  );
}
