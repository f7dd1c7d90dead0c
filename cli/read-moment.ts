import { ok, type Result } from "../contracts/result.ts";
import { TimeMs } from "../contracts/time.ts";
import { type Fault, fault } from "./arguments.ts";

/** With a zone, or a date alone, which is UTC: a time without a zone is another moment on another machine. */
const isoMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An option that names a moment, in milliseconds; undefined where it is not given. */
export function readMoment(name: string, text: unknown): Result<number | undefined, Fault> {
  if (text === undefined) return ok(undefined);
  const moment = String(text);
  const ms = /^\d{1,16}$/.test(moment) ? Number(moment) : isoMoment.test(moment) ? parseIso(moment) : Number.NaN;
  if (TimeMs.safeParse(ms).success) return ok(ms);
  const form = "expected a moment such as 2021-05-19, 2021-05-19T13:00Z or milliseconds";
  return fault(`--${name}: ${form}, not ${JSON.stringify(text)}`);
}

/** NaN for a day that no month has: JavaScript takes 31 February for 3 March. */
function parseIso(text: string): number {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCDate() === day ? Date.parse(text) : Number.NaN;
}
