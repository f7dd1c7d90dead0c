import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";

const isoMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A moment: milliseconds since 1970, a date (its midnight in UTC), or ISO 8601 with its zone. Undefined where the option is not given. */
export function readMoment(values: Readonly<Record<string, unknown>>, name: string): Result<number | undefined, Fault> {
  const text = values[name];
  if (text === undefined) return ok(undefined);
  const ms = readMs(String(text));
  if (Number.isSafeInteger(ms) && ms >= 0) return ok(ms);
  return fault(
    `--${name}: expected milliseconds or a moment such as 2021-05-19 or 2021-05-19T13:00Z, not ${JSON.stringify(text)}`,
  );
}

function readMs(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  if (!isoMoment.test(text)) return Number.NaN;
  // 30 February would silently be a day in March.
  const day = new Date(`${text.slice(0, 10)}T00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text.slice(0, 10);
  return isDay ? Date.parse(text) : Number.NaN;
}
