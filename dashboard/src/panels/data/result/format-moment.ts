const daySeconds = 86_400n;

/** Digits after the second by unit: seconds, milliseconds, microseconds, nanoseconds. */
const places = [0, 3, 6, 9] as const;

/** Moments since 1970 in a unit of Arrow, to the last digit: `2021-05-19 11:18:00`, with a fraction where there is one. UTC. */
export function formatMoment(value: bigint, unit: number): string {
  const digits = places[unit] ?? 0;
  const [seconds, fraction] = divide(value, 10n ** BigInt(digits));
  const [day, clock] = divide(seconds, daySeconds);
  return `${formatDate(Number(day))} ${formatSeconds(Number(clock))}${formatFraction(fraction, digits)}`;
}

/** Time of day in a unit of Arrow. */
export function formatTimeOfDay(value: bigint | number, unit: number): string {
  const digits = places[unit] ?? 0;
  const [seconds, fraction] = divide(BigInt(value), 10n ** BigInt(digits));
  return `${formatSeconds(Number(seconds))}${formatFraction(fraction, digits)}`;
}

/** Days since 1970. */
export function formatDate(day: number): string {
  const date = new Date(day * 86_400_000);
  // Years beyond those that the clock of the language knows.
  return Number.isNaN(date.getTime()) ? `day ${day}` : date.toISOString().replace(/T.*$/, "");
}

const formatSeconds = (seconds: number): string =>
  [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");

function formatFraction(fraction: bigint, digits: number): string {
  const text = fraction.toString().padStart(digits, "0").replace(/0+$/, "");
  return text === "" ? "" : `.${text}`;
}

/** Whole quotient, rounded down, and what is left. */
const divide = (value: bigint, by: bigint): [bigint, bigint] => {
  const rest = ((value % by) + by) % by;
  return [(value - rest) / by, rest];
};
