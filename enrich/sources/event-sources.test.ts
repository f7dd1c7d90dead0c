import { expect, test } from "vitest";
import { WorldEvent } from "../../contracts/event.ts";
import type { GetJson } from "../../contracts/get-json.ts";
import { err, ok } from "../../contracts/result.ts";
import { fetchNormalisedEvents } from "./normalised.ts";
import { fetchUsgsEvents } from "./usgs.ts";

const window = { fromMs: 1_621_296_000_000, toMs: 1_621_382_400_000 };
const settings = (body: unknown) => {
  const asked: string[] = [];
  const getJson: GetJson = async (url) => {
    asked.push(url);
    return ok(body);
  };
  return { asked, settings: { baseUrl: "http://events", timeoutMs: 1_000, getJson } };
};
const quake = (id: string, mag: unknown, change: object = {}) => ({
  type: "Feature",
  id,
  properties: {
    mag,
    place: "southern East Pacific Rise",
    time: 1_621_385_000_000,
    updated: 1_621_386_000_000,
    url: null,
    ...change,
  },
  geometry: { type: "Point", coordinates: [-109.39, -33.06, 10] },
});

test.each<[string, number, number]>([
  ["at the least magnitude", 5, 0],
  ["in the middle", 7, 0.5],
  ["at the greatest", 9, 1],
  ["beyond it", 9.5, 1],
])("an earthquake %s: severity of its magnitude, and shock falls by it", async (_what, mag, severity) => {
  const { settings: with_, asked } = settings({ type: "FeatureCollection", features: [quake("us1", mag)] });
  const answer = await fetchUsgsEvents(window, with_);
  if (!answer.ok) throw new Error(answer.error.message);
  const [event] = answer.value.events;
  expect(WorldEvent.parse(event)).toMatchObject({
    id: "usgs:us1",
    severity,
    factors: { shock: -severity, risk: 0 },
    geo: { lat: -33.06, lon: -109.39 },
  });
  expect(asked[0]).toBe(
    "http://events/fdsnws/event/1/query?format=geojson&starttime=2021-05-18T00%3A00%3A00.000Z&endtime=2021-05-19T00%3A00%3A00.000Z&minmagnitude=5",
  );
});

test("rows that are broken are counted; the others stand", async () => {
  const features = [quake("a", null), { id: "b" }, quake("c", 6), quake("d", 6, { time: "soon" }), null];
  const answer = await fetchUsgsEvents(window, settings({ type: "FeatureCollection", features }).settings);
  expect(answer.ok && [answer.value.events.map(({ id }) => id), answer.value.refusedRows]).toEqual([["usgs:c"], 4]);
});

test("the normalised feed gives what has the one shape, and counts the rest", async () => {
  const usgs = await fetchUsgsEvents(
    window,
    settings({ type: "FeatureCollection", features: [quake("a", 6)] }).settings,
  );
  const [event] = usgs.ok ? usgs.value.events : [];
  const rows = [event, { ...event, severity: 2 }, { ...event, surprise: true }, "text"];
  const answer = await fetchNormalisedEvents(window, settings({ events: rows }).settings);
  expect(answer).toEqual({ ok: true, value: { events: [event], refusedRows: 3 } });
});

test.each([
  ["usgs", fetchUsgsEvents],
  ["normalised", fetchNormalisedEvents],
] as const)("%s: another shape, or no answer, is a failure with its reason", async (_name, fetchEvents) => {
  expect(await fetchEvents(window, settings({ rows: [] }).settings)).toMatchObject({
    ok: false,
    error: { code: "bad-payload" },
  });
  const getJson: GetJson = async () => err({ code: "timeout", message: "no answer within 1000 ms" });
  expect(await fetchEvents(window, { baseUrl: "http://events", timeoutMs: 1_000, getJson })).toMatchObject({
    ok: false,
    error: { code: "timeout" },
  });
});
