/** In which times are told: those of the device, or UTC. */
export type TimeZone = "UTC" | "local";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");

/** How far the zone is ahead of UTC at that moment: summer time makes it differ. */
const aheadMinutes = (atMs: number, zone: TimeZone): number =>
  zone === "UTC" ? 0 : -new Date(atMs).getTimezoneOffset();

/** A date whose UTC fields are those of the zone. */
const fieldsOf = (atMs: number, zone: TimeZone): Date => new Date(atMs + aheadMinutes(atMs, zone) * 60_000);

/** Time of day: `12:36`. */
export function formatClock(atMs: number, zone: TimeZone = "UTC"): string {
  const date = fieldsOf(atMs, zone);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** Time of day with seconds: `12:36:04`. */
export function formatClockSeconds(atMs: number, zone: TimeZone = "UTC"): string {
  return `${formatClock(atMs, zone)}:${two(new Date(atMs).getUTCSeconds())}`;
}

/** Day: `19 May 2021`. */
export function formatDay(atMs: number, zone: TimeZone = "UTC"): string {
  const date = fieldsOf(atMs, zone);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Day and time: `19 May 2021, 12:36`. */
export function formatMoment(atMs: number, zone: TimeZone = "UTC"): string {
  return `${formatDay(atMs, zone)}, ${formatClock(atMs, zone)}`;
}

/** The zone's name at that moment: `UTC`, `UTC+2`, `UTC−3:30`. */
export function formatZone(atMs: number, zone: TimeZone = "UTC"): string {
  const ahead = aheadMinutes(atMs, zone);
  if (ahead === 0) return "UTC";
  const size = Math.abs(ahead);
  const minutes = size % 60 === 0 ? "" : `:${two(size % 60)}`;
  return `UTC${ahead < 0 ? "−" : "+"}${Math.floor(size / 60)}${minutes}`;
}

/** A stretch of time in its two largest units: `850 ms`, `4.2 s`, `12 s`, `3 m`, `2 h 5 m`, `4 d`. */
export function formatSpan(spanMs: number): string {
  const span = Math.max(0, spanMs);
  if (span < 1_000) return `${Math.round(span)} ms`;
  if (span < 9_950) return `${(span / 1_000).toFixed(1)} s`;
  return formatAge(span);
}

/** An age, without parts of a second: `0 s`, `59 s`, `3 m`, `2 h 5 m`, `4 d`. */
export function formatAge(ageMs: number): string {
  const seconds = Math.floor(Math.max(0, ageMs) / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} m`;
  return `${Math.floor(hours / 24)} d`;
}
