const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");

/** Time of day in UTC: `12:36`. */
export function formatClock(atMs: number): string {
  const date = new Date(atMs);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** Time of day in UTC with seconds: `12:36:04`. */
export function formatClockSeconds(atMs: number): string {
  return `${formatClock(atMs)}:${two(new Date(atMs).getUTCSeconds())}`;
}

/** Day in UTC: `19 May 2021`. */
export function formatDay(atMs: number): string {
  const date = new Date(atMs);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Day and time in UTC: `19 May 2021, 12:36`. */
export function formatMoment(atMs: number): string {
  return `${formatDay(atMs)}, ${formatClock(atMs)}`;
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
