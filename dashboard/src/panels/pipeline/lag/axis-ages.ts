const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minuteMs),
  ...[1, 2, 3, 6, 12].map((count) => count * hourMs),
  ...[1, 2, 5, 10, 30, 90].map((count) => count * dayMs),
];

/** Ages that an axis from zero to `topMs` is marked at: round ones, at most four above zero. */
export function axisAges(topMs: number): readonly number[] {
  const step = steps.find((each) => topMs / each <= 4) ?? dayMs * Math.ceil(topMs / dayMs / 4);
  return Array.from({ length: Math.floor(topMs / step) + 1 }, (_, index) => index * step);
}
