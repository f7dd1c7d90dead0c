import { err, ok, type Result } from "../contracts/result.ts";
import { startWebsocketBridge } from "../local/postgres/websocket-bridge.ts";
import { openReader, openWriter } from "../store/connect.ts";
import type { Reader, Writer } from "../store/handles.ts";
import { parseStoreSettings, type StoreSettings } from "../store/settings.ts";
import { type Fault, fault } from "./arguments.ts";

export type CliStore = { readonly writer: Writer; readonly reader: Reader; close(): Promise<void> };

/** The store that an environment names, with what a command was told of it on top. */
export function readStoreSettings(
  env: Readonly<Record<string, string | undefined>>,
  databaseUrl: string | undefined,
): Result<StoreSettings, Fault> {
  const settings = parseStoreSettings(databaseUrl === undefined ? env : { ...env, DATABASE_URL: databaseUrl });
  if (settings.ok) return settings;
  return err({ message: settings.error.map(({ variable, message }) => `${variable}: ${message}`).join("; ") });
}

const loopback = new Set(["127.0.0.1", "localhost"]);

/**
 * The settings with a WebSocket proxy where Postgres is a plain one on this machine and none is named: writes go by the same
 * driver as in production. `stop` ends the proxy.
 */
export async function withProxy(
  settings: StoreSettings,
): Promise<{ readonly settings: StoreSettings; stop(): Promise<void> }> {
  const { hostname, port } = new URL(settings.writer.databaseUrl);
  if (settings.writer.websocketProxy !== undefined || !loopback.has(hostname))
    return { settings, stop: async () => {} };
  const bridge = await startWebsocketBridge({ postgresPort: Number(port || 5_432) });
  const writer = { ...settings.writer, websocketProxy: bridge.url };
  return { settings: { ...settings, writer }, stop: () => bridge.stop() };
}

/** Opens writer and reader. The reader asks the primary alone: what was just written has to be seen. */
export async function openStore(
  env: Readonly<Record<string, string | undefined>>,
  databaseUrl: string | undefined,
): Promise<Result<CliStore, Fault>> {
  const read = readStoreSettings(env, databaseUrl);
  if (!read.ok) return fault(read.error.message);
  const { settings, stop } = await withProxy(read.value);
  const writer = openWriter(settings.writer);
  const reader = openReader(settings.writer.databaseUrl);
  return ok({
    writer,
    reader,
    async close() {
      await Promise.all([writer.close(), reader.close()]);
      await stop();
    },
  });
}
