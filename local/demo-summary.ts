import type { Cast } from "../contracts/cast.ts";
import type { FeedKind, PipelineHealth } from "../contracts/live.ts";
import { openReader } from "../store/connect.ts";
import { countRows } from "../store/queries.ts";
import { waitUntil } from "./wait-until.ts";
import type { World } from "./world.ts";

/** What `npm run demo` prints. Counts are rows of the database, exports are those in the archive. */
export type DemoSummary = {
  readonly feed: FeedKind;
  readonly ticks: number;
  readonly signals: number;
  readonly events: number;
  readonly fires: number;
  readonly casts: readonly {
    readonly id: string;
    readonly vault: string;
    readonly spell: string;
    readonly state: Cast["state"];
    readonly txHash: string | null;
    readonly block: string | null;
    readonly fireToFinalizedMs: number | null;
  }[];
  readonly exports: readonly { readonly dataset: string; readonly path: string; readonly rows: number }[];
  readonly elapsedMs: number;
};

const castTimeoutMs = 30_000;
const journalTimeoutMs = 30_000;
/** Longer than a batch of the journal waits to be filled, and is written. */
const betweenReadingsMs = 2_000;

/** Waits for what is still under way (casts, the journal), then reads it all. */
export async function summarize(world: World, feed: FeedKind, startedMs: number): Promise<DemoSummary> {
  const openStates: ReadonlySet<string> = new Set([
    "CREATED",
    "SIGNED",
    "SUBMITTED",
    "PENDING",
    "VERIFYING",
    "CONFIRMED",
  ]);
  await waitUntil(castTimeoutMs, async () => (await world.view()).casts.every(({ state }) => !openStates.has(state)));
  await waitUntil(journalTimeoutMs, async () => {
    const { stages } = await world.getJson<PipelineHealth>("/v1/pipeline");
    const lastMs = (name: string) => stages.find(({ stage }) => stage === name)?.eventTimeMs ?? 0;
    return lastMs("journal") >= lastMs("ingest");
  });
  const counts = await countSettled(world);
  const view = await world.view();
  const { exports } = await world.getJson<{ exports: DemoSummary["exports"] }>("/v1/exports");
  return {
    feed,
    ticks: counts.prices,
    signals: counts.signals,
    events: counts.events,
    fires: view.fires.length,
    casts: view.casts.map((cast) => ({
      id: cast.id,
      vault: cast.vault,
      spell: cast.spell,
      state: cast.state,
      txHash: cast.txHash,
      block: cast.blockNumber,
      fireToFinalizedMs: fireToFinalizedMs(cast),
    })),
    exports: exports.map(({ dataset, path, rows }) => ({ dataset, path, rows })),
    elapsedMs: Math.round(performance.now() - startedMs),
  };
}

/** Wall-clock time from the moment the vault took the fire in until its cast was final; null before. */
function fireToFinalizedMs({ steps }: Pick<Cast, "steps">): number | null {
  const [first] = steps;
  const final = steps.find(({ state }) => state === "FINALIZED");
  return first === undefined || final === undefined ? null : final.atWallMs - first.atWallMs;
}

/** The row counts, once two readings agree. */
async function countSettled(world: World) {
  const reader = openReader(world.databaseUrl);
  const read = async () => {
    const counts = await countRows(reader);
    if (!counts.ok) throw new Error(`the database does not answer: ${counts.error.code}`);
    return counts.value;
  };
  try {
    let counts = await read();
    const deadline = performance.now() + journalTimeoutMs;
    for (let before = ""; before !== JSON.stringify(counts) && performance.now() < deadline; ) {
      before = JSON.stringify(counts);
      await new Promise((resolve) => setTimeout(resolve, betweenReadingsMs));
      counts = await read();
    }
    return counts;
  } finally {
    await reader.close();
  }
}
