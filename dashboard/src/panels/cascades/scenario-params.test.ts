import { expect, test } from "vitest";
import type { Params } from "../../host/panel.ts";
import { minutesOf, scenarioPath, toParams } from "./scenario-params.ts";

test.each<[Params, string | null]>([
  [{}, null],
  [{ shock: "" }, null],
  [{ shock: "ETH-USD=-0.1" }, "/v1/cascades/scenario?shock=ETH-USD%3D-0.1&minutes=60&points=60"],
  [{ shock: "A=1,B=2", minutes: "soon" }, "/v1/cascades/scenario?shock=A%3D1%2CB%3D2&minutes=soon&points=60"],
])("%j asks %s", (params, path) => {
  expect(scenarioPath(params)).toBe(path);
});

test.each([
  ["ETH-USD=-0.1", "60", { shock: "ETH-USD=-0.1", minutes: null }],
  ["ETH-USD=-0.1", "180", { shock: "ETH-USD=-0.1", minutes: "180" }],
  ["", "60", { shock: null, minutes: null }],
])("%s over %s minutes in the address, and back", (shock, minutes, params) => {
  expect(toParams(shock, minutes)).toEqual(params);
  expect(minutesOf(params.minutes === null ? {} : { minutes: params.minutes })).toBe(minutes);
});
