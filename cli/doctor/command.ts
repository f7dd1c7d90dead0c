import { checkConnections } from "../../store/check-connections.ts";
import { readArguments } from "../arguments.ts";
import { readStoreSettings, withProxy } from "../open-store.ts";
import type { Streams } from "../streams.ts";

const help = `Usage: portent doctor [--database-url URL]

Connects to Postgres as the product does and tells, a line each, what is wrong: a variable that is missing or malformed, a server that
does not answer or is too old, migrations that are missing (by name), reads that reach another database than writes, a replica
that is none.

  --database-url URL   Postgres; default: the variables below

  DATABASE_URL              where writes go. With Neon the direct string, not the pooled one
  DATABASE_WEBSOCKET_PROXY  host:port/path of a WebSocket proxy before a plain Postgres that is not on this machine
  DATABASE_READS_URL        where reads go; default: where writes go
  DATABASE_REPLICA_URL      a read replica, asked first

Exit code 0: all is sound. 1: something is wrong. 2: the input is at fault.`;

const options = { "database-url": { type: "string" }, help: { type: "boolean" } } as const;

export async function runDoctorCommand(
  args: readonly string[],
  { out, err }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const values = readArguments(args, options);
  if (!values.ok) {
    err(`portent doctor: ${values.error.message}`);
    return 2;
  }
  if (values.value.help === true) {
    out(`${help}\n`);
    return 0;
  }
  const url = values.value["database-url"];
  const read = readStoreSettings(env, typeof url === "string" ? url : undefined);
  if (!read.ok) {
    err(`portent doctor: ${read.error.message}`);
    return 2;
  }
  const { settings, stop } = await withProxy(read.value);
  const checks = await checkConnections(settings);
  await stop();
  for (const { isSound, line } of checks) out(`${isSound ? "ok    " : "FAILED"} ${line}\n`);
  return checks.every(({ isSound }) => isSound) ? 0 : 1;
}
