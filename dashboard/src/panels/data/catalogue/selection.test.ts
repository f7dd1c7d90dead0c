import { expect, test } from "vitest";
import { formatSelection, parseSelection } from "./selection.ts";

test.each([
  ["nothing", {}, [], null, null],
  [
    "names",
    { data: "prices,signals" },
    [
      ["prices", null],
      ["signals", null],
    ],
    null,
    null,
  ],
  [
    "snapshots and days",
    { data: "prices@3", from: "2021-05-19", to: "2021-05-20" },
    [["prices", 3]],
    "2021-05-19",
    "2021-05-20",
  ],
  [
    "what is malformed is left out",
    { data: "prices@x,,Drop table,factors@2", from: "soon" },
    [["factors", 2]],
    null,
    null,
  ],
])("%s: read from the address", (_what, params, datasets, from, to) => {
  const selection = parseSelection(params);
  expect([[...selection.datasets], selection.days.from, selection.days.to]).toEqual([datasets, from, to]);
});

test("what is written is read again, and nothing is no param", () => {
  const params = { data: "prices@3,signals", from: "2021-05-19", to: null };
  const read = parseSelection({ data: params.data, from: params.from });
  expect(formatSelection(read)).toEqual(params);
  expect(formatSelection(parseSelection({}))).toEqual({ data: null, from: null, to: null });
});
