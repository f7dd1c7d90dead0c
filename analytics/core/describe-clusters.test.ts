import { expect, test } from "vitest";
import { deriveClusterId, describeClusters } from "./describe-clusters.ts";

const assets = ["A", "B", "C", "D"];
const correlation = [
  [1, 0.9, 0.6, 0.1],
  [0.9, 1, 0.8, 0.2],
  [0.6, 0.8, 1, -0.3],
  [0.1, 0.2, -0.3, 1],
];

test("members, medoid and cohesion; largest first", () => {
  const clusters = describeClusters([[3], [2, 0, 1]], assets, correlation);
  expect(clusters).toEqual([
    {
      id: deriveClusterId(["A", "B", "C"]),
      members: ["A", "B", "C"],
      medoid: "B",
      cohesion: expect.closeTo(2.3 / 3, 12),
    },
    { id: deriveClusterId(["D"]), members: ["D"], medoid: "D", cohesion: 1 },
  ]);
});

test("of equally central members the first by code point is the medoid", () => {
  expect(describeClusters([[1, 0]], assets, correlation)[0]?.medoid).toBe("A");
});

test("ids hang on the members alone and are pinned", () => {
  expect(deriveClusterId(["B", "A"])).toBe(deriveClusterId(["A", "B"]));
  expect(deriveClusterId(["AB"])).not.toBe(deriveClusterId(["A", "B"]));
  expect(deriveClusterId(["BTC-USD", "ETH-USD"])).toMatchInlineSnapshot(`"cluster-053d56facfa74ad1"`);
});
