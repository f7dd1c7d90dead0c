/** Steps of a time axis, in milliseconds: from a second to a quarter of a year. */
const timeSteps = [
  ...[1, 5, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 5, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 7, 14, 30, 90].map((days) => days * 86_400_000),
];

/** Round numbers within a range, some `count` of them. */
export function numberTicks(from: number, to: number, count: number): readonly number[] {
  if (!(to > from)) return [from];
  const raw = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10);
  return within(from, to, step).map((tick) => Number(tick.toPrecision(12)));
}

/** Round moments within a range, at most `count` of them where steps that are longer than a quarter are not needed; its ends where it has none. */
export function timeTicks(fromMs: number, toMs: number, count: number): readonly number[] {
  if (!(toMs > fromMs)) return [fromMs];
  const raw = (toMs - fromMs) / count;
  const longest = timeSteps.at(-1) ?? 1;
  const ticks = within(fromMs, toMs, timeSteps.find((step) => step >= raw) ?? Math.ceil(raw / longest) * longest);
  return ticks.length === 0 ? [fromMs, toMs] : ticks;
}

const within = (from: number, to: number, step: number): number[] => {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
};
