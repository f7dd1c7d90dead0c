import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildEngine } from "./build-engine.ts";
import { filledTick } from "./fill-shard.ts";
import { startPrices, toSamples, walkPrices } from "./market.ts";
import { NodeShard } from "./node-shard.ts";
import { createPopulation } from "./population.ts";
import { toSampleMessages } from "./sample-messages.ts";
import { storeShard } from "./store-shard.ts";

const n = 400;
const prices = walkPrices(30, { sigma: 0.02 });
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a stored shard fires at each point as often as an engine that held the same triggers all along", () => {
  const path = join(folder, "shard.sqlite");
  storeShard({ path, n });
  const shard = new NodeShard(path);
  const stored = prices.map((row, at) =>
    toSampleMessages(filledTick + 1 + at, row).reduce((fires, message) => fires + shard.apply(message), 0),
  );
  shard.close();

  const engine = buildEngine(createPopulation("one-leaf", n));
  engine.step(filledTick, toSamples(filledTick, startPrices), () => undefined);
  const held = prices.map((row, at) => {
    let fires = 0;
    engine.step(filledTick + 1 + at, toSamples(filledTick + 1 + at, row), () => {
      fires += 1;
    });
    return fires;
  });
  expect(stored).toEqual(held);
  expect(Math.max(...held)).toBeGreaterThan(0);
});
