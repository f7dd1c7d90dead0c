import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { z } from "zod";
import type { Frame } from "./map-view.ts";

type Topology = Parameters<typeof mesh>[0];
/** The atlas. Only the outermost shape is checked: it comes with the page. */
export const Atlas = z.custom<Topology>(
  (value) => typeof value === "object" && value !== null && "objects" in value && "arcs" in value,
  "no atlas",
);

export type WorldDrawing = Frame & {
  readonly project: (lon: number, lat: number) => readonly [number, number] | null;
  readonly invert: (x: number, y: number) => readonly [lon: number, lat: number] | null;
  readonly land: string;
  readonly borders: string;
};

/** What the frame holds: all land but Antarctica, where nothing happens that this page tells of. */
const edges = {
  type: "MultiPoint" as const,
  coordinates: [
    [-180, 0],
    [180, 0],
    [0, 84],
    [0, -58],
  ],
};

/** The world at a width, in an equal-area projection: no country looks larger than it is. Without an atlas only places are known. */
export function drawWorld(width: number, atlas: Topology | null): WorldDrawing {
  const projection = geoEqualEarth().fitWidth(width, edges);
  const path = geoPath(projection);
  const [, [, bottom]] = path.bounds(edges);
  const digits = path.digits(1);
  const countries = atlas?.objects.countries;
  return {
    width,
    height: Math.ceil(bottom),
    project: (lon, lat) => projection([lon, lat]),
    invert: (x, y) => projection.invert?.([x, y]) ?? null,
    land: atlas === null || countries === undefined ? "" : (digits(feature(atlas, countries)) ?? ""),
    borders:
      atlas === null || countries === undefined
        ? ""
        : (digits(mesh(atlas, countries as Parameters<typeof mesh>[1], (a, b) => a !== b)) ?? ""),
  };
}
