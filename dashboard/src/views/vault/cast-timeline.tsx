import type { Cast } from "../../../../contracts/cast.ts";
import { useTimes } from "../../components/use-times.ts";
import { formatSpan } from "../../format/format-time.ts";
import { castStateWords, castSteps } from "./cast-steps.ts";

/** Further apart, the fire was one of a replayed day, and a wall time beside it has to be told as such. */
const replayedMs = 3_600_000;

/** The states that a cast passed through, with the wall time that each took to come. */
export function CastTimeline({ cast }: { readonly cast: Cast }) {
  const { formatClockSeconds, formatZone } = useTimes();
  const isReplayed = Math.abs(cast.firedAtMs - (cast.steps[0]?.atWallMs ?? cast.firedAtMs)) > replayedMs;
  return (
    <ol className="timeline" aria-label="States of the cast">
      {castSteps(cast).map(({ state, atWallMs, afterMs, note }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          key={index}
          className={`step step-${castStateWords[state].tone}`}
          title={`${formatClockSeconds(atWallMs)} ${formatZone(atWallMs)}, wall clock`}
        >
          <span className="step-dot" aria-hidden="true" />
          <span className="step-label">{castStateWords[state].label}</span>
          <span className="muted number">
            {afterMs === null
              ? `${formatClockSeconds(atWallMs)}${isReplayed ? " wall clock" : ""}`
              : `+${formatSpan(afterMs)}`}
          </span>
          {note === null ? null : <span className="step-note muted">{note}</span>}
        </li>
      ))}
    </ol>
  );
}
