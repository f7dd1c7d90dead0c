import type { ParseArgsOptionsConfig } from "node:util";
import { AssetId } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments, readList } from "../arguments.ts";

const options = {
  from: { type: "string" },
  to: { type: "string" },
  asset: { type: "string", multiple: true },
  "max-deviation": { type: "string" },
  quorum: { type: "string" },
  "database-url": { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type RedriveOptions = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Null: all. */
  readonly chosen: ReadonlySet<AssetId> | null;
  /** What is given in place of what pipelines.toml says. */
  readonly rule: { readonly maxDeviation?: number; readonly quorum?: number };
  readonly databaseUrl: string | undefined;
  readonly isDry: boolean;
  readonly isJson: boolean;
};

/** Reads the options; null asks for help. */
export function readRedriveOptions(
  args: readonly string[],
  assets: ReadonlySet<string>,
): Result<RedriveOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const from = readMoment(values, "from");
  if (!from.ok) return from;
  const to = readMoment(values, "to");
  if (!to.ok) return to;
  if (to.value <= from.value) return fault("--to: expected a moment after --from");
  const named = readList(values, "asset");
  const unknown = named.find((name) => !assets.has(name));
  if (unknown !== undefined) return fault(`--asset: ${unknown} is not in pipelines.toml`);
  const deviation = readNumber(values["max-deviation"]);
  if (deviation !== undefined && !(deviation > 0 && deviation <= 1)) {
    return fault("--max-deviation: expected a fraction above 0 and at most 1, such as 0.05");
  }
  const quorum = readNumber(values.quorum);
  if (quorum !== undefined && !(Number.isSafeInteger(quorum) && quorum >= 1)) {
    return fault("--quorum: expected a whole number from 1");
  }
  const databaseUrl = values["database-url"];
  return ok({
    fromMs: from.value,
    toMs: to.value,
    chosen: named.length === 0 ? null : new Set(named.map((name) => AssetId.parse(name))),
    rule: {
      ...(deviation === undefined ? {} : { maxDeviation: deviation }),
      ...(quorum === undefined ? {} : { quorum }),
    },
    databaseUrl: typeof databaseUrl === "string" ? databaseUrl : undefined,
    isDry: values["dry-run"] === true,
    isJson: values.json === true,
  });
}

/** Not a number where the text is none. */
const readNumber = (text: unknown): number | undefined =>
  typeof text !== "string" ? undefined : /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;

const isoMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A date (its midnight in UTC), a moment with its zone, or milliseconds since 1970: as `portent backfill` takes them. */
function readMoment(values: Readonly<Record<string, unknown>>, name: "to" | "from"): Result<number, Fault> {
  const text = values[name];
  if (typeof text !== "string") return fault(`--${name}: give a moment, such as 2021-05-16 or 2021-05-16T06:00Z`);
  const ms = /^\d{11,16}$/.test(text) ? Number(text) : isoMoment.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isSafeInteger(ms) && ms >= 0) return ok(ms);
  return fault(`--${name}: expected a moment such as 2021-05-16, 2021-05-16T06:00Z or milliseconds, not ${text}`);
}
