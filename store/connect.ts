import { connect } from "node:net";
import { Client, type ClientConfig, Pool } from "@neondatabase/serverless";
import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { type Reader, readerHandles, type Writer, writerHandles } from "./handles.ts";

const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "expected postgres://user:password@host/database" });

/**
 * Where writes go. `websocketProxy` (`host:port/path`) stands in for Neon's own WebSocket proxy where the database is
 * a plain Postgres on this machine; without it the driver speaks to Neon over TLS.
 */
export const WriterSettings = z.strictObject({
  databaseUrl: PostgresUrl,
  websocketProxy: z
    .string()
    .regex(/^[^/\s]+:\d+(\/\S*)?$/, "expected host:port/path")
    .optional(),
});
export type WriterSettings = z.infer<typeof WriterSettings>;

/** A dead database fails within this time; an answer that does not come is given up after the second. */
const connectTimeoutMs = 2_000;
const queryTimeoutMs = 10_000;

/**
 * Opens the way to write, by the Neon driver over a WebSocket. Connects at the first write. On Workers it lives
 * within one request or one batch: a socket of one request is no use in another. Always `close()` it.
 * Throws where the settings are malformed: a broken deployment, not a passing fault.
 */
export function openWriter(settings: WriterSettings): Writer {
  const { databaseUrl, websocketProxy } = WriterSettings.parse(settings);
  const pool = new Pool({
    connectionString: databaseUrl,
    // One batch writes one thing at a time, and Workers allow six connections in all.
    max: 1,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
  });
  if (websocketProxy !== undefined) pool.Client = clientThrough(websocketProxy);
  // An idle connection that breaks is replaced at the next write; without a listener it would end the process.
  pool.on("error", () => {});
  let closed: Promise<void> | undefined;
  const writer: Writer = {
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
  writerHandles.set(writer, pool);
  return writer;
}

/** Set per connection: `neonConfig` itself is global to a bundle. The proxy is plain, without TLS. */
function clientThrough(websocketProxy: string): typeof Client {
  return class extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      this.neonConfig.wsProxy = () => websocketProxy;
      this.neonConfig.useSecureWebSocket = false;
      this.neonConfig.pipelineTLS = false;
      this.neonConfig.pipelineConnect = false;
    }
  };
}

/**
 * Opens the way to read, by postgres.js: through Hyperdrive on Workers, or straight to any Postgres. Where there is a
 * replica it is asked first, and the primary where the replica does not answer. Connects at the first query. On Workers it
 * lives within one request. Throws where a connection string is malformed.
 */
export function openReader(primary: string, replica?: string): Reader {
  const sqls = [...(replica === undefined ? [] : [replica]), primary].map(openSql);
  let closed: Promise<void> | undefined;
  const reader: Reader = {
    close: () => {
      // Queries under way get a second; an end that fails leaves nothing behind that matters.
      closed ??= Promise.all(sqls.map((sql) => sql.end({ timeout: 1 }).catch(() => {}))).then(() => {});
      return closed;
    },
  };
  readerHandles.set(reader, sqls);
  return reader;
}

function openSql(connectionString: string): Sql {
  const { hostname, port } = new URL(PostgresUrl.parse(connectionString));
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const options = {
    max: 2,
    // Hyperdrive would pay a round trip for types that nothing here needs.
    fetch_types: false,
    connect_timeout: connectTimeoutMs / 1_000,
    onnotice: () => {},
    // The driver's own socket for Workers leaves a rejection that nobody can handle when a connection ends. It may
    // still be connecting when it is handed over: what is written waits, and a failure reaches the query. TLS takes the name to ask for from `host`.
    socket: () => Object.assign(connect({ host, port: Number(port || 5_432) }), { host }),
  };
  return postgres(connectionString, options);
}
