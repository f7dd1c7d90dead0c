import { useTimes } from "../../components/use-times.ts";

/** The feed's present moment as the page tells it. */
export function ZoneExample({ nowMs }: { readonly nowMs: number }) {
  const { formatMoment, formatZone } = useTimes();
  if (nowMs === 0) return null;
  return (
    <p className="muted" data-testid="zone-example">
      Time of the feed:{" "}
      <span className="number">
        {formatMoment(nowMs)} {formatZone(nowMs)}
      </span>
    </p>
  );
}
