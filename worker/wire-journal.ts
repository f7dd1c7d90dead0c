import { openReader, openWriter } from "../store/connect.ts";
import type { Reader, Writer } from "../store/handles.ts";
import { r2Segments } from "../store/r2-segments.ts";
import type { ReplayDeps } from "../store/replay-segments.ts";
import type { EdgeEnv } from "./bindings.ts";

/** Opens the writer for one batch and closes it afterwards: a connection cannot outlive its request on Workers. */
export async function withWriter<T>(env: EdgeEnv, work: (writer: Writer) => Promise<T>): Promise<T> {
  const writer = openWriter({
    databaseUrl: env.DATABASE_URL,
    ...(env.DATABASE_WEBSOCKET_PROXY === undefined ? {} : { websocketProxy: env.DATABASE_WEBSOCKET_PROXY }),
  });
  try {
    return await work(writer);
  } finally {
    await writer.close();
  }
}

export const withJournal = <T>(env: EdgeEnv, work: (deps: ReplayDeps) => Promise<T>): Promise<T> =>
  withWriter(env, (writer) => work({ writer, segments: r2Segments(env.ARCHIVE), nowWallMs: () => Date.now() }));

/** Opens a reader through Hyperdrive for one request: at the replica where one is bound, else at the primary. */
export async function withReader<T>(env: EdgeEnv, work: (reader: Reader) => Promise<T>): Promise<T> {
  const reader = openReader(env.READS.connectionString, env.READS_REPLICA?.connectionString);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
