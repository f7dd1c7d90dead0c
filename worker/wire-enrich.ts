import type { FactorSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { FetchEvents } from "../enrich/sources/event-source.ts";
import { fetchNormalisedEvents } from "../enrich/sources/normalised.ts";
import { fetchUsgsEvents } from "../enrich/sources/usgs.ts";
import type { EnrichDeps } from "../enrich/stage.ts";
import { type EdgeEnv, sourceUrls } from "./bindings.ts";
import { getJson } from "./get-json.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { publishLive } from "./live.ts";
import { durationMs } from "./wire-ingest.ts";

const fetchers: Readonly<Record<string, FetchEvents>> = { usgs: fetchUsgsEvents, normalised: fetchNormalisedEvents };

const hourMs = 3_600_000;

/** `onSnapshot` is told what a run brought. */
export function wireEnrich(env: EdgeEnv, onSnapshot: (snapshot: FactorSnapshot) => void): EnrichDeps {
  const urls = sourceUrls(env);
  const declared = Object.entries(pipelines.sources).filter(([, source]) => source.kind === "events");
  return {
    sources: declared.flatMap(([name, source]) => {
      const fetchEvents = fetchers[name];
      const baseUrl = urls[name];
      if (fetchEvents === undefined || baseUrl === undefined) return [];
      const settings = { baseUrl, timeoutMs: durationMs(source.timeout), getJson };
      return [{ name, fetchEvents: (window) => fetchEvents(window, settings) }];
    }),
    absentSources: declared.flatMap(([name]) => (urls[name] === undefined ? [`${name}: no address is set`] : [])),
    lookBackMs: 72 * hourMs,
    validForMs: durationMs(pipelines.signals["factor.risk"]?.staleness ?? "90m"),
    rule: { halfLifeMs: 12 * hourMs, evidenceMax: 8 },
    publish: async (snapshot) => {
      onSnapshot(snapshot);
      await putHot(env, hotKeys.factors, snapshot);
      await publishLive(env, "factors", snapshot);
    },
  };
}
