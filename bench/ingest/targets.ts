import type { Judgement, Row } from "../measurement.ts";

/**
 * Of one Worker invocation, by Cloudflare's documentation: CPU by default, memory, calls to the outside and to bindings. The
 * limit of memory is for the isolate; the process is held against it, too, which counts more.
 */
const limits: Readonly<Record<string, { readonly max: number; readonly unit: string }>> = {
  "ingest/window-cpu": { max: 30_000, unit: "ms of CPU" },
  "ingest/memory": { max: 128, unit: "MB" },
  "ingest/heap": { max: 128, unit: "MB" },
  "ingest/subrequests": { max: 1_000, unit: "calls" },
};

/** The limit that a row must keep within, where there is one. */
export function judgeRow({ case: name, peer, value }: Row): Judgement | null {
  // Whatever the mix of sources.
  const limit = limits[name.split("@")[0] ?? ""];
  if (limit === undefined || peer !== null) return null;
  return { target: `at most ${limit.max.toLocaleString("en")} ${limit.unit}`, isMet: value <= limit.max };
}
