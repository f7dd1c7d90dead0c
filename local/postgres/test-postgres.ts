import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WriterSettings } from "../../store/connect.ts";
import { migrate } from "../../store/migrate.ts";
import { createDatabase } from "./create-database.ts";
import { type RunningPostgres, startPostgres } from "./start-postgres.ts";
import { startWebsocketBridge } from "./websocket-bridge.ts";

/** A real Postgres with its bridge for one test file, in a folder of its own. */
export type TestPostgres = {
  /** A migrated database that nothing has written to. */
  freshDatabase(): Promise<{ readonly url: string; readonly settings: WriterSettings }>;
  /** Stops the server, with the bridge still there: what an outage looks like. */
  stopServer(): Promise<void>;
  /** Starts it again with the same data on the same port. */
  startServer(): Promise<void>;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
};

export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "portent-postgres-"));
  // Where tests run as root, Postgres runs as another user and has to get through.
  await chmod(folder, 0o755);
  const options = { dataDir: join(folder, "data"), log: () => {} };
  let server: RunningPostgres = await startPostgres(options);
  const { port } = server;
  const bridge = await startWebsocketBridge({ postgresPort: port });
  let databases = 0;
  return {
    async freshDatabase() {
      databases += 1;
      const url = new URL(server.url);
      url.pathname = `/test_${databases}`;
      await createDatabase(server.url, `test_${databases}`);
      await migrate(url.href);
      return { url: url.href, settings: { databaseUrl: url.href, websocketProxy: bridge.url } };
    },
    stopServer: () => server.stop(),
    async startServer() {
      server = await startPostgres({ ...options, port });
    },
    async stop() {
      await bridge.stop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
