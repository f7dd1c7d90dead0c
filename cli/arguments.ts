import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { err, ok, type Result } from "../contracts/result.ts";
import { parseDurationMs } from "../contracts/time.ts";

/** What a command cannot go on with: one message for people. The command ends with exit code 2. */
export type Fault = { readonly message: string };
export const fault = (message: string): { readonly ok: false; readonly error: Fault } => err({ message });

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Reads options; an option that may be given several times takes all values up to the next option, too. */
export function readArguments(args: readonly string[], options: ParseArgsOptionsConfig): Result<Values, Fault> {
  const expanded: string[] = [];
  let list: string | undefined;
  for (const arg of args) {
    if (arg.startsWith("--")) {
      const [name = ""] = arg.split("=", 1);
      const isList = options[name.slice(2)]?.multiple === true;
      list = isList ? name : undefined;
      if (!isList || arg !== name) expanded.push(arg);
    } else if (list === undefined) expanded.push(arg);
    else expanded.push(list, arg);
  }
  try {
    const { values } = parseArgs({ args: expanded, options, allowPositionals: false, strict: true });
    return ok(values as Values);
  } catch (cause) {
    return fault(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A duration option in milliseconds; undefined where it is not given. An age may be 0, nothing else. */
export function readDuration(
  values: Values,
  name: string,
  least: "above 0" | "from 0" = "above 0",
): Result<number | undefined, Fault> {
  const text = values[name];
  if (text === undefined) return ok(undefined);
  const durationMs = typeof text === "string" ? parseDurationMs(text) : undefined;
  return durationMs === undefined || (durationMs === 0 && least === "above 0")
    ? fault(`--${name}: expected a duration such as 90s, 6m, 1h or 7d, not ${JSON.stringify(text)}`)
    : ok(durationMs);
}

export const readList = (values: Values, name: string): readonly string[] => {
  const list = values[name];
  return Array.isArray(list) ? list : [];
};
