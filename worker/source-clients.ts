import type { HttpClient } from "../contracts/http-client.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import { durationMs } from "../contracts/time.ts";
import { createHttpClient } from "../ingest/adapters/http-client.ts";
import { sourceUrls } from "../ingest/core/source-urls.ts";
import type { EdgeEnv } from "./bindings.ts";

export type SourceEntry = PipelinesFile["sources"][string];

/** A declared source that has an address here, with the HTTP of one run. */
export type ReachableSource = {
  readonly name: string;
  readonly entry: SourceEntry;
  readonly baseUrl: string;
  readonly http: HttpClient;
};

/** How a source wants its key: as a header. Sources without an entry here take none. */
const keyHeaders: Readonly<Record<string, (key: string) => Readonly<Record<string, string>>>> = {
  pyth: (key) => ({ authorization: `Bearer ${key}` }),
  coingecko: (key) => ({ "x-cg-demo-api-key": key }),
  worldmonitor: (key) => ({ "X-WorldMonitor-Key": key }),
};

/** The sources of a kind that can be asked in this environment, each with a client for one run. */
export function reachableSources(env: EdgeEnv, kind: SourceEntry["kind"]): readonly ReachableSource[] {
  const urls = sourceUrls(env);
  const sources: Readonly<Record<string, SourceEntry>> = pipelines.sources;
  return Object.entries(sources).flatMap(([name, entry]) => {
    const baseUrl = urls[name];
    if (entry.kind !== kind || baseUrl === undefined) return [];
    const key = entry.key === undefined ? undefined : (env as unknown as Record<string, unknown>)[entry.key];
    const headers = typeof key === "string" ? (keyHeaders[name]?.(key) ?? {}) : {};
    const http = createHttpClient({ timeoutMs: durationMs(entry.timeout), budget: entry.budget, headers });
    return [{ name, entry, baseUrl, http }];
  });
}

/** Sources of a kind that are declared and have no address here. */
export function absentSources(env: EdgeEnv, kind: SourceEntry["kind"]): readonly string[] {
  const urls = sourceUrls(env);
  const sources: Readonly<Record<string, SourceEntry>> = pipelines.sources;
  return Object.entries(sources).flatMap(([name, entry]) =>
    entry.kind === kind && urls[name] === undefined ? [name] : [],
  );
}
