import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import { describe, expect, test } from "vitest";
import { StoredEvent } from "../answers.ts";
import { countryCentres } from "./country-centres.ts";
import { groupMarks, markPx } from "./group-marks.ts";
import { centreOf, readView, shiftOf, wholeWorld, writeView, zoomBy } from "./map-view.ts";
import { countryName, placeEvents } from "./place-events.ts";
import { Atlas, drawWorld } from "./projection.ts";

const readAtlas = (name: string) =>
  Atlas.parse(JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/${name}`), "utf8")));

const event = (id: string, severity: number, geo: Partial<StoredEvent["geo"]>, eventTimeMs = 0) =>
  StoredEvent.parse({
    ...{
      id,
      dedupeKey: id,
      title: id,
      source: "s",
      publisherFamily: "s",
      eventTimeMs,
      publishedAtMs: 0,
      fetchedAtMs: 0,
    },
    ...{ severity, category: "conflict", geo: { countries: [], lat: null, lon: null, precision: "none", ...geo } },
    ...{ factors: { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: 0 }, confidence: 1, evidenceUrl: null },
    ...{ rights: "", expiresAtMs: 0, methodVersion: "1" },
  });

type Rings = number[][][];
type Country = {
  readonly id?: string | number;
  readonly properties: { readonly name?: string } | null;
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: Rings }
    | { readonly type: "MultiPolygon"; readonly coordinates: Rings[] };
};

test("a country's middle is that of its largest area in the atlas", () => {
  const atlas = readAtlas("countries-10m.json");
  const countries = feature(atlas, atlas.objects.countries as Parameters<typeof feature>[1]);
  const largest = new Map<string, { area: number; centre: readonly number[] }>();
  for (const country of "features" in countries ? countries.features : []) {
    const { id, properties, geometry } = country as Country;
    const code = properties?.name === "Kosovo" ? "XK" : id === undefined ? "" : new Intl.Locale(`und-${id}`).region;
    if (code === undefined || !/^[A-Z]{2}$/.test(code)) continue;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const coordinates of polygons) {
      const part = { type: "Polygon" as const, coordinates };
      const area = geoArea(part);
      if (area > (largest.get(code)?.area ?? -1)) largest.set(code, { area, centre: geoCentroid(part) });
    }
  }
  const rounded = [...largest].map(([code, { centre }]) => [
    code,
    centre.map((degrees) => Math.round(degrees * 10) / 10),
  ]);
  expect(countryCentres).toEqual(Object.fromEntries(rounded));
});

describe("places", () => {
  test("a point at the point, a country in each of the countries, the rest apart", () => {
    const quake = event("quake", 1, { lat: 10, lon: 20, precision: "point", countries: ["ID"] });
    const talks = event("talks", 1, { countries: ["US", "CN", "US"], precision: "country" });
    const { placed, placeless } = placeEvents([
      quake,
      talks,
      event("index", 1, {}),
      event("far", 1, { countries: ["ZZ"] }),
    ]);
    expect(placed.map(({ event: { id }, lon, lat, country }) => [id, lon, lat, country])).toEqual([
      ["quake", 20, 10, null],
      ["talks", ...(countryCentres.US ?? []), "US"],
      ["talks", ...(countryCentres.CN ?? []), "CN"],
    ]);
    expect(placeless.map(({ id }) => id)).toEqual(["index", "far"]);
  });

  test.each([
    ["FR", "France"],
    ["XK", "Kosovo"],
    ["ZZ", "Unknown Region"],
    ["not a code", "not a code"],
  ])("%s is %s", (code, name) => {
    expect(countryName(code)).toBe(name);
  });
});

describe("marks", () => {
  const project = (lon: number, lat: number) => [lon, lat] as const;
  const frame = { width: 100, height: 100 };
  const at = (id: string, severity: number, lon: number, lat: number) =>
    event(id, severity, { lat, lon, precision: "point" });
  const group = (...events: readonly StoredEvent[]) =>
    groupMarks(placeEvents(events).placed, project, frame).map(({ x, y, items }) => [
      x,
      y,
      ...items.map((item) => item.event.id),
    ]);

  test.each([
    [
      "far apart: one each, the most severe first",
      [at("a", 0.1, 5, 5), at("b", 0.9, 80, 80)],
      [
        [80, 80, "b"],
        [5, 5, "a"],
      ],
    ],
    ["near: one, where the most severe stands", [at("a", 0.1, 50, 50), at("b", 0.9, 55, 60)], [[55, 60, "b", "a"]]],
    [
      "one mark's size apart: two",
      [at("a", 0.9, 10, 10), at("b", 0.1, 10 + markPx, 10)],
      [
        [10, 10, "a"],
        [36, 10, "b"],
      ],
    ],
    ["beyond the frame: none", [at("a", 1, -1, 50), at("b", 1, 50, -1)], []],
  ] as const)("%s", (_, events, marks) => {
    expect(group(...events)).toEqual(marks);
  });
});

describe("the part that is shown", () => {
  test.each([
    [undefined, wholeWorld],
    ["4,12,48", { zoom: 4, lon: 12, lat: 48 }],
    ["0.5,12,48", wholeWorld],
    ["99,12,48", wholeWorld],
    ["4,200,48", wholeWorld],
    ["4,12", wholeWorld],
    ["x,y,z", wholeWorld],
  ])("%s", (text, view) => {
    expect(readView(text)).toEqual(view);
  });

  test("it is written as it is read; the whole world needs no place in the address", () => {
    expect(writeView({ zoom: 4, lon: 12.34, lat: -5 })).toBe("4,12.3,-5");
    expect(writeView(wholeWorld)).toBeNull();
  });

  test("nearer around a point; never nearer than the nearest nor farther than the whole", () => {
    const near = zoomBy(wholeWorld, 2, { lon: 10, lat: 50 });
    expect(near).toEqual({ zoom: 2, lon: 10, lat: 50 });
    expect(zoomBy({ ...near, zoom: 16 }, 2).zoom).toBe(16);
    expect(zoomBy(near, 0.5)).toEqual(wholeWorld);
  });

  const frame = { width: 200, height: 100 };
  test.each([
    [1, [50, 50], { k: 1, x: 0, y: 0 }],
    [2, [100, 50], { k: 2, x: -100, y: -50 }],
    [2, [0, 0], { k: 2, x: 0, y: 0 }],
    [2, [200, 100], { k: 2, x: -200, y: -100 }],
  ] as const)("zoom %d around %j", (zoom, centre, shift) => {
    expect(shiftOf(zoom, centre, frame)).toEqual(shift);
  });

  test("a step to the right moves the centre by a part of what is shown", () => {
    const shift = shiftOf(2, [100, 50], frame);
    expect(centreOf(shift, frame)).toEqual([100, 50]);
    expect(centreOf(shift, frame, [0.5, 0])).toEqual([150, 50]);
  });
});

test("the drawing: every place within the frame, and back again", () => {
  const drawing = drawWorld(800, readAtlas("countries-110m.json"));
  expect(drawing.height).toBeGreaterThan(300);
  expect(drawing.height).toBeLessThan(450);
  for (const [lon, lat] of [
    [-170, 65],
    [178, -42],
    [20, 0],
    [-68, -54],
  ] as const) {
    const [x, y] = drawing.project(lon, lat) ?? [Number.NaN, Number.NaN];
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(800);
    expect(y).toBeLessThanOrEqual(drawing.height);
    const back = drawing.invert(x, y) ?? [];
    expect(back[0]).toBeCloseTo(lon, 6);
    expect(back[1]).toBeCloseTo(lat, 6);
  }
  expect(drawing.land).toMatch(/^M[\d.-]+,/);
  expect(drawing.borders.length).toBeGreaterThan(1_000);
  expect(drawWorld(300, null)).toMatchObject({ width: 300, land: "", borders: "" });
});
