/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { CronTick } from "../contracts/cron-tick.ts";
import { triggersPerVaultMax } from "../contracts/trigger.ts";
import type { VaultActor } from "../execute/vault-actor.ts";
import { createRandom } from "../local/feed/seeded-random.ts";
import type { RegistryActor } from "./registry-actor.ts";
import {
  asTexts,
  at,
  cadenceMs,
  REGISTRY,
  readFires,
  readSentFires,
  VAULT,
  vaultWith,
  windowOf,
} from "./test-registry.ts";

const low = { id: "low", when: "price('ETH-USD') < 2500" };
const high = { id: "high", when: "price('ETH-USD') > 9000" };

test("it pulls the conditions, evaluates complete sample sets, and tells the vault where each trigger stands", async () => {
  const vault = await vaultWith("1", [low, high]);
  const registry = REGISTRY.getByName("registry-1");
  await registry.changed(vault);
  expect(await registry.status(vault)).toMatchObject({ low: { state: "unknown" }, high: { state: "unknown" } });

  expect(await registry.apply(windowOf(0, { "ETH-USD": 2_600 }))).toMatchObject({ evaluatedMs: [at(0)], fires: 0 });
  // Half of a set evaluates nothing; the other half completes it.
  const half = (index: number) => windowOf(1, { [index === 0 ? "ETH-USD" : "BTC-USD"]: 2_400 }, { index, count: 2 });
  expect(await registry.apply(half(0))).toMatchObject({ evaluatedMs: [], fires: 0 });
  expect(await registry.apply(half(1))).toMatchObject({ evaluatedMs: [at(1)], fires: 1 });
  const status = await registry.status(vault);
  expect(status).toMatchObject({
    low: {
      state: "ended",
      sinceMs: at(1),
      leaves: [{ left: 2_400, right: 2_500, holds: true, gap: "turns when it rises by 100.000 (4.17 %)" }],
      waits: ["it fires once, and has fired"],
      evaluatedAtMs: at(1),
    },
    high: {
      state: "watching",
      leaves: [{ left: 2_400, right: 9_000, holds: false, gap: "has to rise by 6600.00 (275 %)" }],
    },
  });
  await evictDurableObject(registry);
  expect(await registry.status(vault)).toEqual(status);
});

test("a message that comes again, and samples that come too late, change nothing", async () => {
  const vault = await vaultWith("2", [low]);
  const registry = REGISTRY.getByName("registry-2");
  await registry.changed(vault);
  for (const point of [0, 1]) await registry.apply(windowOf(point, { "ETH-USD": 2_600 }));
  const status = await registry.status(vault);
  expect(await registry.apply(windowOf(1, { "ETH-USD": 2_600 }))).toMatchObject({ evaluatedMs: [], lateSamples: 0 });
  const late = windowOf(0, { "ETH-USD": 100 }, { index: 1, count: 2 });
  expect(await registry.apply(late)).toMatchObject({ evaluatedMs: [], fires: 0, lateSamples: 1 });
  expect(await registry.apply(late)).toMatchObject({ evaluatedMs: [], fires: 0, lateSamples: 0 });
  expect(await registry.status(vault)).toEqual(status);
});

test("a trigger that the vault no longer has is gone; an older answer overtakes no newer one", async () => {
  const vault = await vaultWith("3", [low, high], 7);
  const registry = REGISTRY.getByName("registry-3");
  await registry.changed(vault);
  await vaultWith("3", [high], 8);
  await registry.changed(vault);
  expect(Object.keys(await registry.status(vault))).toEqual(["high"]);
  expect(await registry.holding(vault)).toMatchObject({ count: 1, lastEvaluatedMs: null });
  await vaultWith("3", [], 5);
  await registry.changed(vault);
  expect(Object.keys(await registry.status(vault))).toEqual(["high"]);
});

/** Everything that holds state: windows, averages, stops, crossings, waits, hysteresis, groups, inhibition. */
const everything = [
  { id: "below", when: "price('ETH-USD') < 2500", for: "4m", mode: "repeat", cooldown: "10m" },
  { id: "average", when: "crossesBelow(price('ETH-USD'), sma(price('ETH-USD'), '20m'))", mode: "repeat" },
  { id: "score", when: "zscore(price('BTC-USD'), '30m') < -1.5", mode: "repeat", noData: "clear" },
  { id: "stop", when: "trailingStop('ETH-USD', 0.01)", mode: "repeat", group: "g" },
  { id: "touch", when: "touches('BTC-USD', 39900)", mode: "repeat", group: "g", maxFires: 3 },
  {
    id: "fall",
    when: "change(price('BTC-USD'), '10m') < -0.004",
    clearWhen: "ema(price('BTC-USD'), '6m') > min(price('BTC-USD'), '30m')",
    keepFor: "4m",
    mode: "repeat",
    inhibitedBy: ["stop"],
  },
];

/** Seeded prices that cross the levels above, with windows without data. */
function walk(seed: number, points: number) {
  const random = createRandom(seed);
  let [eth, btc] = [2_510, 40_000];
  return Array.from({ length: points }, (_, point) => {
    eth *= 1 + (random.uniform() - 0.5) * 0.01;
    btc *= 1 + (random.uniform() - 0.5) * 0.008;
    const wick = (price: number) => ({
      value: price,
      low: price * (1 - random.uniform() * 0.004),
      high: price * 1.001,
    });
    const isGap = point > 30 && point < 36;
    return windowOf(point, isGap ? { "BTC-USD": wick(btc) } : { "ETH-USD": wick(eth), "BTC-USD": wick(btc) });
  });
}

test.each([1, 2, 3])(
  "seed %i: evicted between all points, and each write failing once: the same fires",
  async (seed) => {
    const vault = await vaultWith(`a${seed}`, everything);
    const windows = walk(seed, 90);
    const straight = REGISTRY.getByName(`straight-${seed}`);
    await straight.changed(vault);
    for (const window of windows) await straight.apply(window);
    const rough = REGISTRY.getByName(`rough-${seed}`);
    await rough.changed(vault);
    for (const [point, window] of windows.entries()) {
      const table = ["log", "_outbox", "snapshots", "snapshot_parts", "parts"][point % 5] ?? "log";
      const failed = await runInDurableObject(rough, (actor: RegistryActor, { storage }) => {
        storage.sql.exec(`create trigger fault before insert on ${table} begin select raise(abort, 'fault'); end`);
        try {
          actor.apply(window);
          return false;
        } catch (cause) {
          expect(String(cause)).toContain("fault");
          return true;
        } finally {
          storage.sql.exec("drop trigger fault");
        }
      });
      if (failed) await rough.apply(window);
      await evictDurableObject(rough);
    }
    const fires = asTexts(await readFires(`straight-${seed}`));
    expect(fires.length).toBeGreaterThan(8);
    expect(asTexts(await readFires(`rough-${seed}`))).toEqual(fires);
  },
);

const damages: Readonly<Record<string, readonly string[]>> = {
  "the newest snapshot": [
    "update snapshot_parts set body = zeroblob(100) where seq = (select max(seq) from snapshots)",
  ],
  "a part of every snapshot is gone": ["delete from snapshot_parts"],
  "the log before the snapshots too": ["delete from snapshot_parts", "delete from log where seq < 20"],
};
test.each(Object.keys(damages))("damaged storage, %s: rebuilt, reported, never empty", async (what) => {
  const shard = `damaged-${Object.keys(damages).indexOf(what)}`;
  const vault = await vaultWith(`b${Object.keys(damages).indexOf(what)}`, everything);
  const registry = REGISTRY.getByName(shard);
  await registry.changed(vault);
  const windows = walk(9, 160);
  for (const window of windows.slice(0, 150)) await registry.apply(window);
  const before = await registry.status(vault);
  await runInDurableObject(registry, (_actor: RegistryActor, { storage }) => {
    for (const sql of damages[what] ?? []) storage.sql.exec(sql);
  });
  await evictDurableObject(registry);
  const during = await registry.status(vault);
  expect(Object.keys(during)).toEqual(Object.keys(before));
  // An older snapshot and a longer log are enough; else it says that it is being rebuilt, and evaluates nothing.
  const isWhole = what === "the newest snapshot";
  const states = new Set(Object.values(during).map(({ state }) => state));
  if (isWhole) expect(during).toEqual(before);
  else expect([...states]).toEqual(["rebuilding"]);
  await runDurableObjectAlarm(registry);
  const isRebuilding = async () =>
    Object.values(await registry.status(vault)).some(({ state }) => state === "rebuilding");
  await expect.poll(isRebuilding, { timeout: 10_000 }).toBe(false);
  const after = await registry.status(vault);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  // What the recorded points tell comes out as it was: the readings of all windows, averages and peaks that need them.
  const readings = (statuses: typeof before) =>
    Object.fromEntries(
      ["below", "average", "score", "touch"].map((id) => [
        id,
        statuses[id]?.leaves.map(({ left, holds }) => [left, holds]),
      ]),
    );
  expect(readings(after)).toEqual(readings(before));
  expect(await registry.apply(windows[150] as ReturnType<typeof windowOf>)).toMatchObject({ evaluatedMs: [at(150)] });
});

test("a trigger that is put in later finds its windows filled from the recorded points", async () => {
  const early = await vaultWith("c1", [{ id: "early", when: "sma(price('ETH-USD'), '20m') < 1" }]);
  const registry = REGISTRY.getByName("warm");
  await registry.changed(early);
  const windows = walk(4, 40).filter((_, point) => point < 30);
  for (const window of windows) await registry.apply(window);
  const late = await vaultWith("c2", [
    {
      id: "late",
      when: "stddev(price('ETH-USD'), '20m') < 1 && ema(price('BTC-USD'), '10m') < 1 && sma(price('ETH-USD'), '20m') < 1",
    },
  ]);
  await registry.changed(late);
  const twin = REGISTRY.getByName("warm-twin");
  await twin.changed(late);
  for (const window of windows) await twin.apply(window);
  const next = windowOf(30, { "ETH-USD": 2_480, "BTC-USD": 39_500 });
  await Promise.all([registry.apply(next), twin.apply(next)]);
  const left = async (shard: typeof registry) =>
    (await shard.status(late)).late?.leaves.map(({ left: value }) => value);
  const filled = await left(registry);
  const always = await left(twin);
  expect(filled?.every((value) => value !== null)).toBe(true);
  // Windows are the same numbers; an average without end has forgotten all but a trifle of what lies before.
  expect(filled?.[0]).toBe(always?.[0]);
  expect(filled?.[2]).toBe(always?.[2]);
  expect(filled?.[1]).toBeCloseTo(always?.[1] ?? 0, 3);
});

test("a stretch that is replayed fires the same; what came late is told with what it would have done", async () => {
  const vault = await vaultWith("d1", everything);
  const registry = REGISTRY.getByName("reconciled");
  await registry.changed(vault);
  for (const window of walk(5, 80)) await registry.apply(window);
  const straight = await registry.reconcile(at(0) - cadenceMs, at(79));
  expect(straight).toMatchObject({ points: 80, lateSamples: 0, differences: [] });
  expect(straight.fires).toBeGreaterThan(5);
  // A crash that nobody told in time.
  await registry.apply(windowOf(33, { "ETH-USD": 1_000 }, { index: 1, count: 2 }));
  const late = await registry.reconcile(at(0) - cadenceMs, at(79));
  expect(late.lateSamples).toBe(1);
  expect(late.differences).toContainEqual({ atMs: at(33), vault, triggerId: "stop", fired: "replay only" });
});

test("a shard that is split: each trigger has one home, its life goes on, and nothing fires twice or not at all", async () => {
  const digits = ["e1", "e2", "e3", "e4", "e5", "e6"];
  const vaults = await Promise.all(digits.map((digit) => vaultWith(digit, everything)));
  const windows = walk(6, 100);
  const twin = REGISTRY.getByName("never-split");
  for (const vault of vaults) await twin.changed(vault);
  for (const window of windows) await twin.apply(window);

  const root = REGISTRY.getByName("shard-0");
  for (const vault of vaults) await root.changed(vault);
  const shards = async () => (await root.shards()).map(({ name }) => REGISTRY.getByName(name));
  for (const [point, window] of windows.entries()) {
    if (point === 40 || point === 70) {
      const [name = ""] = (await root.shards()).map((entry) => entry.name).slice(-1);
      // Half done, then done again, as after a crash; sample sets come in meanwhile.
      await Promise.all([REGISTRY.getByName(name).split(), ...(await shards()).map((shard) => shard.apply(window))]);
    }
    for (const shard of await shards()) await shard.apply(window);
    if (point % 25 === 0) for (const shard of await shards()) await evictDurableObject(shard);
  }
  const map = await root.shards();
  expect(map).toHaveLength(3);
  for (const vault of vaults) {
    const homes = await Promise.all(map.map(async ({ name }) => (await REGISTRY.getByName(name).holding(vault)).count));
    expect(homes.toSorted((a, b) => a - b)).toEqual([0, 0, everything.length]);
  }
  const split = async () => sorted(asTexts((await Promise.all(map.map(({ name }) => readSentFires(name)))).flat()));
  const sorted = (texts: string[]) => texts.sort(compareCodePoints);
  const expected = sorted(asTexts(await readFires("never-split")));
  expect(expected.length).toBeGreaterThan(30);
  await expect.poll(async () => (await split()).length, { timeout: 10_000 }).toBe(expected.length);
  expect(await split()).toEqual(expected);
}, 60_000);

test("a point that nobody told of is made up for, in order, with the result of a point without samples", async () => {
  const vault = await vaultWith("f1", everything);
  const windows = walk(8, 70);
  const [gappy, told] = [REGISTRY.getByName("gappy"), REGISTRY.getByName("told")];
  for (const [name, registry] of [
    ["gappy", gappy],
    ["told", told],
  ] as const) {
    await registry.changed(vault);
    for (const [point, window] of windows.entries()) {
      const isMissing = point === 20 || point === 21 || point === 50;
      if (!isMissing) await registry.apply(window);
      else if (name === "told") await registry.apply(windowOf(point, {}));
    }
  }
  const tick = { ...windowOf(69, {}), version: 1, body: { cron: "* * * * *", scheduledMs: at(72) } };
  const made = await gappy.catchUp(CronTick.parse({ ...tick, id: "cron", schema: "cron-tick" }));
  expect(made).toMatchObject({ evaluatedMs: [at(70)], lastEvaluatedMs: at(70) });
  await told.apply(windowOf(70, {}));
  const fires = asTexts(await readFires("told"));
  expect(fires.length).toBeGreaterThan(5);
  expect(asTexts(await readFires("gappy"))).toEqual(fires);
  expect(await gappy.status(vault)).toEqual(await told.status(vault));
});

test("of a vault with more triggers than it may have, those within its quota are held", async () => {
  const ids = Array.from({ length: triggersPerVaultMax + 5 }, (_, index) => `t${String(index).padStart(3, "0")}`);
  const vault = await vaultWith(
    "f2",
    ids.map((id) => ({ ...low, id })),
  );
  const registry = REGISTRY.getByName("quota");
  await registry.changed(vault);
  expect(await registry.holding(vault)).toMatchObject({ count: triggersPerVaultMax });
  expect(Object.keys(await registry.status(vault))).toEqual(ids.slice(0, triggersPerVaultMax));
});

test("a condition that is no longer taken keeps no other from being held", async () => {
  const vault = await vaultWith("f3", [low, { id: "never", when: "price('ETH-USD') < 0" }, high]);
  const registry = REGISTRY.getByName("refused");
  await registry.changed(vault);
  expect(Object.keys(await registry.status(vault))).toEqual(["high", "low"]);
  expect(await registry.holding(vault)).toMatchObject({ count: 2 });
});

test("a stop that fired before storage was damaged comes back with its peak since then", async () => {
  const stop = { id: "stop", when: "trailingStop('ETH-USD', 0.02)", mode: "repeat" };
  const vault = await vaultWith("f4", [stop]);
  const registry = REGISTRY.getByName("stop-again");
  await registry.changed(vault);
  const windows = walk(12, 90);
  for (const window of windows) await registry.apply(window);
  const fires = (await readFires("stop-again")).flatMap(({ body }) => body.entries.flatMap((entry) => entry.fires));
  const last = fires.at(-1);
  expect(fires.length).toBeGreaterThan(1);
  expect(last?.atMs).toBeLessThan(at(85));
  const level = async () => (await registry.status(vault)).stop?.leaves.map(({ right, holds }) => [right, holds]);
  const before = await level();
  // The vault has taken every fire in.
  await runInDurableObject(VAULT.getByName(vault), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("update triggers set epoch = ?, last_fired_at_ms = ?", fires.length, last?.atMs ?? 0);
  });
  await runInDurableObject(registry, (_actor: RegistryActor, { storage }) => {
    storage.sql.exec("delete from snapshot_parts");
  });
  await evictDurableObject(registry);
  await registry.status(vault);
  await runDurableObjectAlarm(registry);
  const state = async () => (await registry.status(vault)).stop?.state;
  await expect.poll(state, { timeout: 10_000 }).not.toBe("rebuilding");
  expect(await level()).toEqual(before);
});

test("a shard whose conditions an earlier version held pulls them again", async () => {
  const vault = await vaultWith("f5", [low, high]);
  const registry = REGISTRY.getByName("migrated");
  await runInDurableObject(registry, (_actor: RegistryActor, { storage }) => {
    storage.sql.exec("insert into vaults (vault, hash, revision) values (?, '', '0')", vault);
  });
  await evictDurableObject(registry);
  await registry.lastEvaluatedMs();
  await runDurableObjectAlarm(registry);
  await expect.poll(async () => (await registry.holding(vault)).count, { timeout: 10_000 }).toBe(2);
  expect(await registry.apply(windowOf(0, { "ETH-USD": 2_600 }))).toMatchObject({ evaluatedMs: [at(0)] });
});
