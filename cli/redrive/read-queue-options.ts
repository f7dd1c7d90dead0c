import type { ParseArgsOptionsConfig } from "node:util";
import { LetterId } from "../../contracts/dead-letter-views.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { lettersPerOrder } from "../../execute/core/letter-order.ts";
import { type Fault, fault, readArguments, readList } from "../arguments.ts";

const options = {
  url: { type: "string" },
  letter: { type: "string", multiple: true },
  max: { type: "string" },
  discard: { type: "boolean" },
  reason: { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type QueueOptions = {
  readonly url: URL;
  readonly act: "redrive" | "discard";
  /** These; none: the oldest `lettersMax`. */
  readonly letters: readonly string[];
  readonly lettersMax: number;
  readonly reason: string;
  readonly isDry: boolean;
  readonly isJson: boolean;
  /** Null for a dry run alone. */
  readonly key: `0x${string}` | null;
};

const defaultUrl = "http://127.0.0.1:8787";
const maxDefault = 50;

/** Reads the options; null asks for help. The key comes from the environment, where no list of processes shows it. */
export function readQueueOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<QueueOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const { url = defaultUrl, max, reason, help, ...flags } = read.value;
  if (help === true) return ok(null);
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return fault(`--url: expected an address such as ${defaultUrl}, not ${JSON.stringify(url)}`);
  const letters = readList(read.value, "letter");
  const wrong = letters.find((id) => !LetterId.safeParse(id).success);
  if (wrong !== undefined) return fault(`--letter: expected 32 lower-case hex digits, not ${wrong}`);
  if (letters.length > lettersPerOrder) return fault(`--letter: an order takes at most ${lettersPerOrder}`);
  if (letters.length > 0 && max !== undefined) return fault("--max: not together with --letter");
  const lettersMax = letters.length > 0 ? 0 : readMax(max);
  if (lettersMax === null) return fault(`--max: expected a whole number from 1 to ${lettersPerOrder}`);
  const isDry = flags["dry-run"] === true;
  if (!isDry && (typeof reason !== "string" || reason.trim() === "" || reason.length > 200))
    return fault("--reason: say why, in at most 200 characters; it is kept with the order");
  const key = env.OPERATOR_KEY;
  if (!isDry && (key === undefined || !/^0x[0-9a-fA-F]{64}$/.test(key)))
    return fault("OPERATOR_KEY: set it to an operator's private key, 0x and 64 hex digits");
  return ok({
    ...{ url: new URL(url), act: flags.discard === true ? "discard" : "redrive", letters, lettersMax },
    ...{ reason: typeof reason === "string" ? reason.trim() : "", isDry, isJson: flags.json === true },
    key: isDry ? null : (key as `0x${string}`),
  });
}

function readMax(text: unknown): number | null {
  if (text === undefined) return maxDefault;
  const max = typeof text === "string" && /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return max >= 1 && max <= lettersPerOrder ? max : null;
}
