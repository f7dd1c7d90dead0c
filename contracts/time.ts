import { z } from "zod";

/** A moment as whole UTC milliseconds since 1970. Event time unless a field's name says otherwise. */
export const TimeMs = z.int().nonnegative().meta({ description: "UTC milliseconds since 1970" });

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it: one whole number and one of `s m h d`, for example `90s`, `6m`, `1h`, `7d`. */
export const DurationText = z.string().regex(/^\d{1,9}[smhd]$/, "expected a whole number and one of s, m, h, d");

/** Milliseconds of a duration text, or undefined where it is none. */
export function parseDurationMs(text: string): number | undefined {
  if (!DurationText.safeParse(text).success) return undefined;
  return Number(text.slice(0, -1)) * unitMs[text.at(-1) as keyof typeof unitMs];
}

/** A duration that a check has already accepted. Throws where it is none. */
export function durationMs(text: string): number {
  const parsed = parseDurationMs(text);
  if (parsed === undefined) throw new Error(`not a duration: ${text}`);
  return parsed;
}

/** A moment for people, to the second where it has any: `2021-05-19 11:18 UTC`. */
export function formatUtc(ms: number): string {
  const [day, time] = new Date(ms).toISOString().split("T") as [string, string];
  return `${day} ${time.slice(0, time.startsWith("00", 6) ? 5 : 8)} UTC`;
}
