import { createContext, useContext, useMemo } from "react";
import {
  formatClock,
  formatClockSeconds,
  formatDay,
  formatMoment,
  formatZone,
  type TimeZone,
} from "../format/format-time.ts";

/** In which zone the page tells times. */
export const TimeZoneContext = createContext<TimeZone>("UTC");

/** The words for times, in the zone that the reader has chosen. */
export function useTimes() {
  const zone = useContext(TimeZoneContext);
  return useMemo(
    () => ({
      formatClock: (atMs: number) => formatClock(atMs, zone),
      formatClockSeconds: (atMs: number) => formatClockSeconds(atMs, zone),
      formatDay: (atMs: number) => formatDay(atMs, zone),
      formatMoment: (atMs: number) => formatMoment(atMs, zone),
      formatZone: (atMs: number) => formatZone(atMs, zone),
    }),
    [zone],
  );
}
