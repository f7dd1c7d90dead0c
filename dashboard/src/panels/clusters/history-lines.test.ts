import { expect, test } from "vitest";
import type { ClusterMoment } from "./cluster-history.ts";
import { drawHistory } from "./history-lines.ts";

const moment = (asOfMs: number, cohesion: number, stress: number | null): ClusterMoment => ({
  ...{ id: "cluster-a", members: ["A", "B"], medoid: "A", cohesion, stress, view: "fast", asOfMs },
  lineage: { state: "kept", from: [] },
});

test.each<[string, ClusterMoment[], string | null, string | null]>([
  ["no run", [], null, null],
  ["one run stands at the right", [moment(5, 0.5, 1)], "M100 5", "M100 0"],
  ["the newest comes first, and is last in time", [moment(20, 1, 0.5), moment(10, 0, 0)], "M0 10L100 0", "M0 10L100 5"],
  [
    "a missing stress breaks its line",
    [moment(30, 1, 1), moment(20, 1, 1), moment(10, 1, null), moment(0, 1, 1)],
    "M0 0L33.3 0L66.7 0L100 0",
    "M0 0M66.7 0L100 0",
  ],
  ["a cohesion below 0 is at the bottom", [moment(5, -0.5, null)], "M100 10", ""],
])("%s", (_, history, cohesion, stress) => {
  const lines = drawHistory(history, 100, 10);
  expect([lines?.cohesion ?? null, lines?.stress ?? null]).toEqual([cohesion, stress]);
});
