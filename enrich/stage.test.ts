import { expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import type { FactorSnapshot } from "../contracts/live.ts";
import { err, ok } from "../contracts/result.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import type { Emission } from "../contracts/stage.ts";
import { fetchUsgsEvents } from "./sources/usgs.ts";
import { enrichStage, type WiredEventSource } from "./stage.ts";

const asOfMs = 1_621_423_800_000;
const tick = CronTick.parse({
  id: "cron:enrich:1",
  schema: "cron-tick",
  version: 1,
  eventTimeMs: asOfMs,
  traceId: "b".repeat(32),
  body: { cron: "*/30 * * * *", scheduledMs: asOfMs },
});
const quakes: WiredEventSource = {
  name: "usgs",
  fetchEvents: (window) =>
    fetchUsgsEvents(window, {
      baseUrl: "",
      timeoutMs: 1,
      getJson: async () =>
        ok({
          type: "FeatureCollection",
          features: [
            {
              id: "x",
              properties: { mag: 7, place: null, time: asOfMs - 60_000, updated: asOfMs },
              geometry: { coordinates: [0, 0, null] },
            },
          ],
        }),
    }),
};
const dead: WiredEventSource = {
  name: "dead",
  fetchEvents: async () => err({ code: "unreachable", message: "nobody there" }),
};

async function run(sources: readonly WiredEventSource[]) {
  const published: FactorSnapshot[] = [];
  const [outcome] = await enrichStage.process([tick], {
    sources,
    absentSources: ["planned"],
    lookBackMs: 86_400_000,
    validForMs: 5_400_000,
    rule: { halfLifeMs: 86_400_000, evidenceMax: 5 },
    publish: async (snapshot) => void published.push(snapshot),
  });
  const messages: readonly Emission[] = outcome?.kind === "emit" ? outcome.messages : [];
  for (const { queue, message } of messages) enrichStage.output[queue]?.parse(message);
  return { snapshot: published[0], messages };
}

test("events become five factor signals, which name their evidence and expire; the events go into the journal", async () => {
  const { snapshot, messages } = await run([quakes, dead]);
  expect(snapshot).toMatchObject({
    asOfMs,
    validUntilMs: asOfMs + 5_400_000,
    missingInputs: ["planned", "dead: nobody there"],
  });
  const signals = messages.find(({ queue }) => queue === "signals")?.message as SignalSamples;
  expect(signals.body).toMatchObject({ producer: "enrich", gridMs: null });
  const shock = signals.body.samples.find(({ key }) => key === "factor.shock");
  expect(shock).toMatchObject({ unit: "score", sampleAtMs: asOfMs, sources: ["usgs:x"] });
  expect(shock?.value).toBeCloseTo(-0.475, 3);
  expect(signals.body.samples).toHaveLength(5);
  const journal = messages.find(({ queue }) => queue === "journal")?.message as JournalRecords;
  expect(journal.body.records.map(({ table }) => table)).toEqual([...Array(5).fill("signals"), "events"]);
});

test("a repeat of the same schedule sends the same messages", async () => {
  expect((await run([quakes])).messages).toEqual((await run([quakes])).messages);
});

test("without any source there is no reading: no signal says that nothing happened", async () => {
  const { snapshot, messages } = await run([dead]);
  expect(messages).toEqual([]);
  expect(snapshot?.missingInputs).toEqual(["planned", "dead: nobody there"]);
});
