import type { Freshness, FreshnessKind, FreshnessState } from "../../../../contracts/freshness.ts";

export const kindWords: Readonly<Record<FreshnessKind, { readonly many: string; readonly one: string }>> = {
  stage: { many: "Stages", one: "stage" },
  source: { many: "Sources", one: "source" },
  signal: { many: "Signals", one: "signal" },
};

/** The tone of a state adds to its word. `never` is quiet: what runs once a day was not seen in the first hours. */
export const stateTones = { fresh: "quiet", late: "warn", stale: "bad", never: "quiet" } as const satisfies Readonly<
  Record<FreshnessState, string>
>;

/** Of some readings how many are in which state, the worst first: `1 stale, 2 late, 1 never seen`; `all fresh` where all are. */
export function describeStates(readings: readonly Pick<Freshness, "state">[]): string {
  const counted = (["stale", "late", "never"] as const)
    .map((state) => ({ state, count: readings.filter((reading) => reading.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}${state === "never" ? " seen" : ""}`);
  if (counted.length > 0) return counted.join(", ");
  return readings.length === 0 ? "none yet" : "all fresh";
}

/** The tone of the worst of some readings. */
export function toneOfStates(readings: readonly Pick<Freshness, "state">[]): "muted" | "tone-warn" | "tone-down" {
  if (readings.some(({ state }) => state === "stale")) return "tone-down";
  return readings.some(({ state }) => state === "late") ? "tone-warn" : "muted";
}

/** When it counts as late and as stale: `late after 6 m, stale after 15 m`. */
export function describeLimits({ warnMs, errorMs }: Pick<Freshness, "warnMs" | "errorMs">): string {
  const late = warnMs === null ? [] : [`late after ${formatLimit(warnMs)}`];
  const stale = errorMs === null ? [] : [`stale after ${formatLimit(errorMs)}`];
  return [...late, ...stale].join(", ") || "no limit is set";
}

/** A limit to the second, for it is what ages are judged by: `90 s` is `1 m 30 s`, `49 h` is `2 d 1 h`. */
function formatLimit(limitMs: number): string {
  const isLong = limitMs >= 48 * 3_600_000;
  const units: readonly (readonly [string, number])[] = [
    ...(isLong ? [["d", 86_400_000] as const] : []),
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
  ];
  let leftMs = limitMs;
  const parts = units.flatMap(([unit, unitMs]) => {
    const count = Math.floor(leftMs / unitMs);
    leftMs -= count * unitMs;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(" ") || "0 s";
}
