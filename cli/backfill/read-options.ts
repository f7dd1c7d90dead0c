import { createHash } from "node:crypto";
import type { ParseArgsOptionsConfig } from "node:util";
import { AssetId } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments, readDuration, readList } from "../arguments.ts";
import { readTextFile } from "../read-text-file.ts";
import type { SourceFile } from "./file-quotes.ts";
import type { StatedRates } from "./price-window.ts";
import { historySources } from "./source-quotes.ts";

const options = {
  prices: { type: "string", multiple: true },
  sources: { type: "string" },
  rate: { type: "string", multiple: true },
  from: { type: "string" },
  to: { type: "string" },
  batch: { type: "string" },
  "database-url": { type: "string" },
  partial: { type: "boolean" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type BackfillOptions = {
  readonly input: { readonly files: readonly SourceFile[] } | { readonly sources: readonly string[] };
  readonly rates: StatedRates;
  readonly fromMs: number;
  readonly toMs: number;
  readonly batchMs: number;
  readonly databaseUrl: string | undefined;
  readonly mayMiss: boolean;
  readonly isDry: boolean;
  readonly isJson: boolean;
};

/** Reads the options and the files that they name; null asks for help. */
export function readBackfillOptions(args: readonly string[], cadenceMs: number): Result<BackfillOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const input = readInput(readList(values, "prices"), values.sources);
  if (!input.ok) return input;
  const rates = readRates(readList(values, "rate"));
  if (!rates.ok) return rates;
  const batch = readDuration(values, "batch");
  if (!batch.ok) return batch;
  const from = readMoment(values, "from");
  if (!from.ok) return from;
  const to = readMoment(values, "to");
  if (!to.ok) return to;
  if (to.value <= from.value) return fault("--to: expected a moment after --from");
  if (batch.value !== undefined && (batch.value % cadenceMs !== 0 || batch.value > batchMsMax)) {
    return fault(`--batch: expected whole windows of ${cadenceMs / 60_000}m and at most 1d`);
  }
  const databaseUrl = values["database-url"];
  return ok({
    input: input.value,
    rates: rates.value,
    fromMs: from.value,
    toMs: to.value,
    batchMs: batch.value ?? 6 * 3_600_000,
    databaseUrl: typeof databaseUrl === "string" ? databaseUrl : undefined,
    mayMiss: values.partial === true,
    isDry: values["dry-run"] === true,
    isJson: values.json === true,
  });
}

const batchMsMax = 86_400_000;

function readInput(prices: readonly string[], sources: unknown): Result<BackfillOptions["input"], Fault> {
  if ((prices.length === 0) === (sources === undefined)) return fault("name either --prices or --sources");
  if (typeof sources === "string") {
    const names = [...new Set(sources.split(",").map((name) => name.trim()))];
    const unknown = names.find((name) => historySources[name] === undefined);
    if (unknown === undefined) return ok({ sources: names });
    return fault(`--sources: ${unknown} serves no history; ${Object.keys(historySources).join(", ")} do`);
  }
  const files: SourceFile[] = [];
  for (const price of prices) {
    const [, source = "binance", path = price] = /^([a-z][a-z0-9-]*)=(.+)$/s.exec(price) ?? [];
    const text = readTextFile(path);
    if (!text.ok) return text;
    files.push({ path, source, text: text.value });
  }
  return ok({ files });
}

function readRates(texts: readonly string[]): Result<StatedRates, Fault> {
  const rates = new Map<AssetId, number>();
  for (const text of texts) {
    const [, coin = "", number = ""] = /^(USDT|USDC)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    const rate = Number(number);
    if (coin === "" || !(rate > 0)) return fault(`--rate: expected USDT=… or USDC=… with dollars above 0, not ${text}`);
    rates.set(AssetId.parse(`${coin}-USD`), rate);
  }
  return ok(rates);
}

const isoMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A date (its midnight in UTC), a moment with its zone, or milliseconds since 1970. */
function readMoment(values: Readonly<Record<string, unknown>>, name: "to" | "from"): Result<number, Fault> {
  const text = values[name];
  if (typeof text !== "string") return fault(`--${name}: give a moment, such as 2021-05-16 or 2021-05-16T06:00Z`);
  const ms = /^\d{11,16}$/.test(text) ? Number(text) : isoMoment.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isSafeInteger(ms) && ms >= 0) return ok(ms);
  return fault(`--${name}: expected a moment such as 2021-05-16, 2021-05-16T06:00Z or milliseconds, not ${text}`);
}

/** The same input, range and batches have the same id, wherever and whenever they are run. */
export function nameBackfill(chosen: BackfillOptions): { readonly id: string; readonly input: string } {
  const { input, rates, fromMs, toMs, batchMs, mayMiss } = chosen;
  const parts =
    "files" in input
      ? input.files.map(({ source, text }) => `${source} ${createHash("sha256").update(text).digest("hex")}`)
      : input.sources;
  const stated = [...rates].map(([asset, rate]) => `${asset} stated as ${rate}`);
  const hash = createHash("sha256")
    .update(JSON.stringify([parts, stated, fromMs, toMs, batchMs, mayMiss]))
    .digest("hex");
  const named = "files" in input ? input.files.map(({ source, path }) => `${source}=${path}`) : input.sources;
  const kind = "files" in input ? "files" : "sources";
  return {
    id: `${kind}:${hash.slice(0, 24)}`,
    input: `${kind} ${[...named, ...stated].join(", ")}`.slice(0, 1_000),
  };
}
