import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WorldEvent } from "../../contracts/event.ts";
import { fetchNormalisedEvents } from "./normalised.ts";
import { failures, stubClient } from "./test-client.ts";
import { fetchUsgsEvents, readUsgsEvents } from "./usgs.ts";

const window = { fromMs: 1_621_296_000_000, toMs: 1_621_382_400_000 };
const settings = (json: unknown) => {
  const http = stubClient(() => ({ json }));
  return { asked: http.asked, settings: { baseUrl: "http://events", http } };
};
const quake = (id: string, mag: unknown, change: object = {}) => ({
  type: "Feature",
  id,
  properties: {
    mag,
    place: "southern East Pacific Rise",
    time: 1_621_380_000_000,
    updated: 1_621_381_000_000,
    url: null,
    ...change,
  },
  geometry: { type: "Point", coordinates: [-109.39, -33.06, 10] },
});
const collection = (features: unknown[]) => ({ type: "FeatureCollection", features });

test.each<[string, number, number]>([
  ["at the least magnitude", 5, 0],
  ["in the middle", 7, 0.5],
  ["at the greatest", 9, 1],
  ["beyond it", 9.5, 1],
])("an earthquake %s: severity of its magnitude, and shock falls by it", async (_what, mag, severity) => {
  const { settings: with_, asked } = settings(collection([quake("us1", mag)]));
  const answer = await fetchUsgsEvents(window, with_);
  if (!answer.ok) throw new Error(answer.error.message);
  const [event] = answer.value.events;
  expect(WorldEvent.parse(event)).toMatchObject({
    id: "usgs:us1",
    severity,
    factors: { shock: severity === 0 ? 0 : -severity, risk: 0 },
    geo: { lat: -33.06, lon: -109.39 },
  });
  expect(asked[0]).toBe(
    "http://events/fdsnws/event/1/query?format=geojson&starttime=2021-05-18T00%3A00%3A00.000Z&endtime=2021-05-19T00%3A00%3A00.000Z&minmagnitude=5",
  );
});

test("rows that are broken are refused by name; the others stand", async () => {
  const far = { ...quake("e", 6), geometry: { coordinates: [0, 95, 1] } };
  const features = [quake("a", null), { id: "b" }, quake("c", 6), quake("d", 6, { time: "soon" }), null, far];
  const answer = await fetchUsgsEvents(window, settings(collection(features)).settings);
  expect(answer.ok && answer.value).toMatchObject({
    events: [{ id: "usgs:c" }],
    refusedRows: 5,
    newestAtMs: 1_621_380_000_000,
  });
  expect(answer.ok && answer.value.refused.map(({ row }) => row)).toEqual([
    "feature 0",
    "feature 1",
    "feature 3",
    "feature 4",
    "e",
  ]);
});

test.each<[string, unknown[], number]>([
  ["too weak", [quake("a", 4.9)], 0],
  ["taken back by the network", [quake("a", 6, { status: "deleted" })], 0],
  ["older than the window", [quake("a", 6, { time: window.fromMs - 1 })], 0],
  ["newer than the window", [quake("a", 6, { time: window.toMs + 1 })], 0],
  ["the same one twice", [quake("a", 6), quake("a", 6)], 1],
])("%s", async (_what, features, count) => {
  const answer = await fetchUsgsEvents(window, settings(collection(features)).settings);
  expect(answer).toMatchObject({ ok: true, value: { refusedRows: 0 } });
  expect(answer.ok && answer.value.events).toHaveLength(count);
});

test("a blast is no earthquake", async () => {
  const answer = await fetchUsgsEvents(
    window,
    settings(collection([quake("a", 6, { type: "nuclear explosion" })])).settings,
  );
  expect(answer.ok && answer.value.events[0]).toMatchObject({
    category: "other",
    title: "M 6.0 nuclear explosion, southern East Pacific Rise",
  });
});

test("the normalised feed gives what has the one shape, and names the rest", async () => {
  const usgs = await fetchUsgsEvents(window, settings(collection([quake("a", 6)])).settings);
  const [event] = usgs.ok ? usgs.value.events : [];
  const rows = [event, { ...event, severity: 2 }, { ...event, surprise: true }, "text"];
  const answer = await fetchNormalisedEvents(window, settings({ events: rows }).settings);
  expect(answer).toMatchObject({ ok: true, value: { events: [event], refusedRows: 3 } });
  expect(answer.ok && answer.value.refused.map(({ row }) => row)).toEqual(["usgs:a", "usgs:a", "row 3"]);
});

const sources = [
  ["usgs", fetchUsgsEvents],
  ["normalised", fetchNormalisedEvents],
] as const;

test.each(sources)(
  "%s: another shape, an error body, or rows of which none can be read, is a failure with its reason",
  async (_name, fetchEvents) => {
    const rows = [{ a: 1 }, { b: 2 }];
    for (const body of [
      { rows: [] },
      { status: 500, error: "x" },
      [],
      "text",
      null,
      { events: rows, type: "FeatureCollection", features: rows },
    ]) {
      expect(await fetchEvents(window, settings(body).settings)).toMatchObject({
        ok: false,
        error: { code: "bad-payload" },
      });
    }
    expect(
      await fetchEvents(window, settings({ events: [], type: "FeatureCollection", features: [] }).settings),
    ).toMatchObject({
      ok: true,
      value: { events: [], refusedRows: 0, newestAtMs: null },
    });
  },
);

test.each(
  sources.flatMap(([name, fetchEvents]) => failures.map((fail) => [name, fail.code, fetchEvents, fail] as const)),
)("%s: %s is passed on", async (_name, _code, fetchEvents, fail) => {
  const http = stubClient(() => ({ fail }));
  expect(await fetchEvents(window, { baseUrl: "http://events", http })).toEqual({ ok: false, error: fail });
});

const recorded = join(
  process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data"),
  "payloads/usgs/all_week_first250_2018-02.geojson",
);
test.skipIf(!existsSync(recorded))(
  "the recorded week: every row is read, weak ones are left out (skipped without recorded data: set PORTENT_DATA)",
  () => {
    const toMs = Date.UTC(2018, 1, 7);
    const answer = readUsgsEvents(JSON.parse(readFileSync(recorded, "utf8")), { fromMs: toMs - 7 * 86_400_000, toMs });
    if (!answer.ok) throw new Error(answer.error.message);
    // Counted in the file: 8 of the week's first 250 have a magnitude of 5 and more, and no row is broken.
    expect(answer.value.refusedRows).toBe(0);
    expect(answer.value.events).toHaveLength(8);
    for (const event of answer.value.events)
      expect(Number(/M (\d+\.\d)/.exec(event.title)?.[1])).toBeGreaterThanOrEqual(5);
  },
);
