import type { z } from "zod";
import { err, ok, type Result } from "../contracts/result.ts";
import { WriterSettings } from "./connect.ts";

/**
 * Everything that the store is reached by. `reads` and `replica` are connection strings, on Workers those of Hyperdrive.
 * Without a replica all reads go to `reads`.
 */
export type StoreSettings = {
  readonly writer: WriterSettings;
  readonly reads: string;
  readonly replica: string | null;
};

/** What is wrong with one variable: its name, and what is expected. Never its value, which holds a password. */
export type SettingsFault = { readonly variable: string; readonly message: string };

type Environment = Readonly<Record<string, string | undefined>>;

const PostgresUrl = WriterSettings.shape.databaseUrl;

/**
 * Reads the connection contract from an environment; every fault at once.
 * - `DATABASE_URL`: Postgres, for writes. With Neon the direct string, not the pooled one
 * - `DATABASE_WEBSOCKET_PROXY`: `host:port/path` of a WebSocket proxy before a plain Postgres; not set with Neon
 * - `DATABASE_READS_URL`: where reads go; without it where writes go. On Workers the connection string of Hyperdrive
 * - `DATABASE_REPLICA_URL`: a read replica, asked first; reads fall back to the primary
 */
export function parseStoreSettings(env: Environment): Result<StoreSettings, readonly SettingsFault[]> {
  const faults: SettingsFault[] = [];
  const read = <Value>(variable: string, schema: z.ZodType<Value>): Value | undefined => {
    const text = env[variable];
    if (text === undefined || text === "") return undefined;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    faults.push({ variable, message: parsed.error.issues[0]?.message ?? "cannot be read" });
    return undefined;
  };
  const databaseUrl = read("DATABASE_URL", PostgresUrl);
  const websocketProxy = read("DATABASE_WEBSOCKET_PROXY", WriterSettings.shape.websocketProxy);
  const reads = read("DATABASE_READS_URL", PostgresUrl);
  const replica = read("DATABASE_REPLICA_URL", PostgresUrl);
  if (databaseUrl === undefined && !faults.some(({ variable }) => variable === "DATABASE_URL")) {
    faults.push({ variable: "DATABASE_URL", message: "is not set; expected postgres://user:password@host/database" });
  }
  if (databaseUrl === undefined || faults.length > 0) return err(faults);
  const writer = { databaseUrl, ...(websocketProxy === undefined ? {} : { websocketProxy }) };
  return ok({ writer, reads: reads ?? databaseUrl, replica: replica ?? null });
}
