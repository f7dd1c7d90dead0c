import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classifyEvent } from "../core/classify-event.ts";
import { fetchEonetEvents, readEonetEvents } from "./eonet.ts";
import { failures, stubClient } from "./test-client.ts";

const toMs = Date.UTC(2024, 3, 3, 12);
const window = { fromMs: toMs - 3 * 86_400_000, toMs };
const sighting = { date: "2024-04-02T06:00:00Z", type: "Point", coordinates: [20.5, -10.25] };
const natural = (id: string, change: object = {}) => ({
  id,
  title: "Invented Ridge ",
  link: "",
  closed: null,
  categories: [{ id: "wildfires", title: "Wildfires" }],
  sources: [{ id: "IRWIN", url: "https://fires.example/1" }],
  geometry: [sighting, { ...sighting, date: "2024-04-03T06:00:00Z" }],
  ...change,
});
const ask = (json: unknown) => {
  const http = stubClient(() => ({ json }));
  return { http, answer: fetchEonetEvents(window, { baseUrl: "http://eonet", http, scorer: classifyEvent }) };
};

test.each<[string, object]>([
  ["version 3", natural("EONET_1")],
  [
    "version 2.1",
    { ...natural("EONET_1"), geometry: undefined, geometries: [sighting], categories: [{ id: 8, title: "Wildfires" }] },
  ],
])("%s: an event at its first sighting, longitude first", async (_what, row) => {
  const { http, answer } = ask({ events: [row] });
  const given = await answer;
  if (!given.ok) throw new Error(given.error.message);
  expect(http.asked).toEqual(["http://eonet/api/v3/events?status=all&days=3"]);
  expect(given.value.events).toMatchObject([
    {
      id: "eonet:EONET_1",
      title: "Invented Ridge",
      category: "disaster",
      eventTimeMs: Date.UTC(2024, 3, 2, 6),
      severity: 0.25,
      geo: { lat: -10.25, lon: 20.5, precision: "point" },
      evidenceUrl: "https://fires.example/1",
    },
  ]);
  expect(given.value.events[0]?.factors.shock).toBeLessThan(0);
});

test("a category that nobody knew is `other`; an area has no point; a row without a time is refused", async () => {
  const rows = [
    natural("a", { categories: [{ id: "x", title: "Meteor showers" }] }),
    natural("b", {
      geometry: [
        {
          ...sighting,
          type: "Polygon",
          coordinates: [
            [
              [0, 0],
              [1, 1],
            ],
          ],
        },
      ],
    }),
    natural("c", { geometry: [] }),
    natural("d", { geometry: [{ ...sighting, date: "last week" }] }),
    natural("e", { categories: [] }),
    natural("f", { geometry: [{ ...sighting, coordinates: [20, 100] }] }),
  ];
  const given = await ask({ events: rows }).answer;
  if (!given.ok) throw new Error(given.error.message);
  expect(given.value.events.map(({ id, category, geo }) => [id, category, geo.precision])).toEqual([
    ["eonet:a", "other", "point"],
    ["eonet:b", "disaster", "none"],
  ]);
  expect(given.value.refused.map(({ row }) => row)).toEqual(["c", "d", "event 4", "f"]);
});

test("another shape or a failure is a failure; no event is calm", async () => {
  for (const body of [{ error: "x" }, [], "text", { events: [{ a: 1 }] }])
    expect(await ask(body).answer).toMatchObject({ ok: false, error: { code: "bad-payload" } });
  expect(await ask({ events: [] }).answer).toMatchObject({ ok: true, value: { events: [] } });
  for (const fail of failures)
    expect(
      await fetchEonetEvents(window, { baseUrl: "", http: stubClient(() => ({ fail })), scorer: classifyEvent }),
    ).toEqual({ ok: false, error: fail });
});

const recorded = join(
  process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data"),
  "payloads/eonet/events_v2.1_2019-08-01.json",
);
test.skipIf(!existsSync(recorded))(
  "the recorded answer of version 2.1: all 25 events are read (skipped without recorded data: set PORTENT_DATA)",
  () => {
    const end = Date.UTC(2019, 7, 1, 12);
    const given = readEonetEvents(
      JSON.parse(readFileSync(recorded, "utf8")),
      { fromMs: end - 400 * 86_400_000, toMs: end },
      classifyEvent,
    );
    expect(given).toMatchObject({ ok: true, value: { refusedRows: 0 } });
    expect(given.ok && given.value.events.length).toBe(25);
    expect(
      given.ok && given.value.events.every(({ geo, category }) => geo.precision === "point" && category !== "other"),
    ).toBe(true);
  },
);
