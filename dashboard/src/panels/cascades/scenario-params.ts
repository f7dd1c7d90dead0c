import type { Params } from "../../host/panel.ts";

/** How far ahead a scenario looks. */
export const horizons = [
  { minutes: 15, label: "15 minutes" },
  { minutes: 60, label: "1 hour" },
  { minutes: 180, label: "3 hours" },
  { minutes: 720, label: "12 hours" },
] as const;

const usualMinutes = 60;
/** Moments between which the chart draws straight lines. */
const points = 60;

/** Minutes in the address; what is no number is left to the server to refuse, in its words. */
export const minutesOf = (params: Params): string => params.minutes ?? String(usualMinutes);

/** The route of the scenario in the address; null where it has none. */
export function scenarioPath(params: Params): string | null {
  if (params.shock === undefined || params.shock === "") return null;
  const query = new URLSearchParams({ shock: params.shock, minutes: minutesOf(params), points: String(points) });
  return `/v1/cascades/scenario?${query}`;
}

/** The address that a scenario has: what is usual is not said. */
export const toParams = (shock: string, minutes: string): { shock: string | null; minutes: string | null } => ({
  shock: shock === "" ? null : shock,
  minutes: minutes === String(usualMinutes) ? null : minutes,
});
