import type { Freshness } from "../../contracts/freshness.ts";
import type { Status } from "./read-status.ts";

/**
 * 0 all fresh, 3 something is stale or nothing ever ran. What is late, or was not seen yet while other stages ran, is 1 where
 * that is asked for: a daily stage has not run on the first day.
 */
export function exitCodeOf({ freshness: { readings } }: Status, isStrict: boolean): 0 | 1 | 3 {
  const stages = readings.filter(({ kind }) => kind === "stage");
  if (stages.every(({ state }) => state === "never")) return 3;
  if (readings.some(({ state }) => state === "stale")) return 3;
  const isLate = readings.some(({ state }) => state === "late" || state === "never");
  return isStrict && isLate ? 1 : 0;
}

/** A table for people: what is not fresh first. */
export function describeStatus({ freshness, deadLetters, journal }: Status): readonly string[] {
  const { readings, nowMs, feed } = freshness;
  const rows = readings
    .toSorted((a, b) => order[b.state] - order[a.state])
    .map((reading) => [
      reading.state,
      reading.kind,
      reading.name,
      formatAge(reading.ageMs),
      `${formatAge(reading.warnMs)} / ${formatAge(reading.errorMs)}`,
    ]);
  const set = deadLetters.filter(({ count }) => count > 0).map(({ queue, count }) => `${queue} ${count}`);
  return [
    `feed ${feed}, at ${new Date(nowMs).toISOString()}`,
    ...alignRows([["state", "kind", "name", "age", "late / stale"], ...rows]),
    `dead letters: ${set.length === 0 ? "none" : set.join(", ")}`,
    `journal: ${journal.segments === 0 ? "direct" : `${journal.segments} segments wait for Postgres`}`,
  ];
}

const order = { fresh: 0, never: 1, late: 2, stale: 3 } as const satisfies Record<Freshness["state"], number>;

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

/** The two greatest units: `1d 3h`, `4m 30s`. */
export function formatAge(ms: number | null): string {
  if (ms === null) return "-";
  const found = units.findIndex(([, size]) => ms >= size);
  if (found === -1) return `${Math.floor(ms / 1_000)}s`;
  const [unit, size] = units[found] as (typeof units)[number];
  const [small, smallSize] = units[found + 1] ?? ["s", 1_000];
  const rest = Math.floor((ms % size) / smallSize);
  return `${Math.floor(ms / size)}${unit}${rest === 0 ? "" : ` ${rest}${small}`}`;
}

function alignRows(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
