import { z } from "zod";
import { pipelines } from "../../contracts/pipelines.gen.ts";

/** `FEED`: `live`, or which replay. `SOURCE_URLS`: a JSON object of addresses that stand in for those of `pipelines.toml`. */
export type SourceEnv = { readonly FEED: string; readonly SOURCE_URLS?: string };

const SourceUrls = z.record(z.string(), z.url());

/**
 * Addresses of sources: those of the environment before those of `pipelines.toml`. A replay asks those alone that it serves
 * itself: the present has no place in it.
 */
export function sourceUrls(env: SourceEnv): Readonly<Record<string, string>> {
  const declared = Object.entries(pipelines.sources).flatMap(([name, { url }]) =>
    url === undefined ? [] : [[name, url]],
  );
  const given = env.SOURCE_URLS === undefined ? {} : SourceUrls.parse(JSON.parse(env.SOURCE_URLS));
  return env.FEED === "live" ? { ...(Object.fromEntries(declared) as Record<string, string>), ...given } : given;
}
