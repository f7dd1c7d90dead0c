import { readArguments } from "../arguments.ts";
import type { Streams } from "../streams.ts";
import { describeStatus, exitCodeOf } from "./describe-status.ts";
import { readStatus } from "./read-status.ts";

const help = `Usage: portent status [--url URL] [--strict] [--json]

Tells how fresh the stages, sources and signals of a running instance are by event time, against the limits of pipelines.toml, and
which messages wait or were set aside. For people, and by its exit code for machines.

  --url URL   where Portent runs (default: http://127.0.0.1:8787)
  --strict    what is late, or was not seen yet, counts, too
  --json      the readings as JSON

Exit code 0: all is fresh (late is no fault). 1: something is late or was not seen yet, with --strict alone. 2: the input is at fault.
3: something is stale, nothing ever ran, or the instance does not answer.`;

const options = {
  url: { type: "string" },
  strict: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const defaultUrl = "http://127.0.0.1:8787";

export async function runStatusCommand(
  args: readonly string[],
  { out, err }: Streams,
  timeoutMs = 10_000,
): Promise<number> {
  const values = readArguments(args, options);
  if (!values.ok) {
    err(`portent status: ${values.error.message}`);
    return 2;
  }
  const { url = defaultUrl, strict, json, help: isHelp } = values.value;
  if (isHelp === true) {
    out(`${help}\n`);
    return 0;
  }
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    err(`portent status: --url: expected an address such as ${defaultUrl}, not ${JSON.stringify(url)}`);
    return 2;
  }
  const status = await readStatus(new URL(url), timeoutMs);
  if (!status.ok) {
    err(`portent status: ${status.error}`);
    return 3;
  }
  if (json === true) out(`${JSON.stringify(status.value)}\n`);
  else for (const line of describeStatus(status.value)) out(`${line}\n`);
  return exitCodeOf(status.value, strict === true);
}
