import { parseDurationMs } from "../contracts/time.ts";

export type WindowLimits = { readonly cadenceMs: number; readonly windowMsMax?: number };

/** A window in milliseconds, or why it is none, with the windows that are nearest to what was meant. */
export type WindowReading =
  | { readonly windowMs: number }
  | { readonly fault: string; readonly nearest: readonly string[] };

/** A window is a whole number and a unit, more than 0, a whole multiple of the cadence, at most the longest allowed. */
export function readWindow(text: string, { cadenceMs, windowMsMax = Infinity }: WindowLimits): WindowReading {
  const windowMs = parseDurationMs(text);
  if (windowMs === undefined || windowMs === 0) {
    const meantMs = guessDurationMs(text);
    const nearest = meantMs === undefined ? [] : multiplesAround(meantMs, cadenceMs, windowMsMax).slice(0, 1);
    const fault =
      windowMs === 0 ? "a window must be longer than 0" : "expected a window such as '90s', '6m', '1h', '7d'";
    return { fault, nearest };
  }
  if (windowMs % cadenceMs !== 0) {
    const fault = `a window must be a whole multiple of ${formatDuration(cadenceMs)}`;
    return { fault, nearest: multiplesAround(windowMs, cadenceMs, windowMsMax) };
  }
  if (windowMs > windowMsMax) {
    const fault = `the longest window is ${formatDuration(windowMsMax)}`;
    return { fault, nearest: multiplesAround(windowMsMax, cadenceMs, windowMsMax).slice(0, 1) };
  }
  return { windowMs };
}

/** The shortest way to write a duration in one unit: `90s`, `6m`, `24h` is `1d`. */
export function formatDuration(durationMs: number): string {
  for (const [unit, unitMs] of units) {
    if (durationMs % unitMs === 0) return `${durationMs / unitMs}${unit}`;
  }
  return `${durationMs}ms`;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

function multiplesAround(durationMs: number, cadenceMs: number, windowMsMax: number): string[] {
  const below = Math.floor(durationMs / cadenceMs) * cadenceMs;
  const around = below === durationMs ? [below] : [below, below + cadenceMs];
  return around
    .filter((ms) => ms > 0 && ms <= windowMsMax)
    .map(formatDuration)
    .filter((text) => parseDurationMs(text) !== undefined);
}

/** Other ways in which people write durations: `1H`, `90 min`, `1.5h`, `2w`. */
function guessDurationMs(text: string): number | undefined {
  const match = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*(s|m|h|d|w)(ecs?|econds?|ins?|inutes?|rs?|ours?|ays?|eeks?)?\s*$/i.exec(
    text,
  );
  if (match === null) return undefined;
  const unitMs = match[2]?.toLowerCase() === "w" ? 7 * 86_400_000 : parseDurationMs(`1${match[2]?.toLowerCase()}`);
  return unitMs === undefined ? undefined : Math.round(Number(match[1]) * unitMs);
}
