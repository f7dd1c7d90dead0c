/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { VaultAddress } from "../contracts/ids.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { Trigger } from "../contracts/trigger.ts";
import type { VaultActor } from "../execute/vault-actor.ts";
import type { RegistryActor } from "./registry-actor.ts";

const { VAULT, REGISTRY } = env as unknown as {
  VAULT: DurableObjectNamespace<VaultActor>;
  REGISTRY: DurableObjectNamespace<RegistryActor>;
};
const startMs = Date.UTC(2021, 4, 19, 10);
const cadenceMs = 120_000;
const at = (point: number) => startMs + point * cadenceMs;

/** A vault that says of itself that it has these conditions, by id. */
async function vaultWith(
  digit: string,
  conditions: Readonly<Record<string, string>>,
  revision = 0,
): Promise<VaultAddress> {
  const address = VaultAddress.parse(`0x${digit.repeat(40)}`);
  await runInDurableObject(VAULT.getByName(address), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("delete from triggers");
    for (const [id, when] of Object.entries(conditions)) {
      const trigger = Trigger.parse({ id, name: id, when, action: { type: "notify" } });
      storage.sql.exec("insert into triggers values (?, 1, ?, 1, 0, null)", id, JSON.stringify(trigger));
    }
    storage.sql.exec("insert or replace into _state values ('revision', ?)", String(revision));
  });
  return address;
}

const prices = (point: number, ethUsd: number, part = { index: 0, count: 1 }): SignalSamples =>
  SignalSamples.parse({
    id: `signals:ingest:${at(point)}:${part.index}`,
    schema: "signal-samples",
    version: 1,
    eventTimeMs: at(point),
    traceId: point.toString(16).padStart(32, "0"),
    body: {
      producer: "ingest",
      gridMs: at(point),
      part,
      samples: [
        {
          key: "price.ETH-USD",
          value: ethUsd,
          unit: "USD",
          sampleAtMs: at(point),
          validUntilMs: at(point + 3),
          sources: ["test"],
        },
      ],
    },
  });

test("it pulls the conditions, evaluates complete sample sets, and tells the vault where each trigger stands", async () => {
  const vault = await vaultWith("1", { low: "price('ETH-USD') < 2500", high: "price('ETH-USD') > 9000" });
  const registry = REGISTRY.getByName("registry-1");
  await registry.changed(vault);
  expect(await registry.status(vault)).toMatchObject({ low: { state: "unknown" }, high: { state: "unknown" } });

  expect(await registry.apply(prices(0, 2_600))).toMatchObject({ evaluatedMs: [at(0)], fires: 0 });
  // Half of a set evaluates nothing; the other half completes it.
  expect(await registry.apply(prices(1, 2_400, { index: 0, count: 2 }))).toMatchObject({ evaluatedMs: [], fires: 0 });
  expect(await registry.apply(prices(1, 2_400, { index: 1, count: 2 }))).toMatchObject({
    evaluatedMs: [at(1)],
    fires: 1,
  });
  const status = await registry.status(vault);
  expect(status).toMatchObject({
    low: { state: "ended", sinceMs: at(1), leaves: [{ left: 2_400, right: 2_500, holds: true }], evaluatedAtMs: at(1) },
    high: { state: "watching", leaves: [{ left: 2_400, right: 9_000, holds: false }] },
  });
  await evictDurableObject(registry);
  expect(await registry.status(vault)).toEqual(status);
});

test("a message that comes again, and samples that come too late, change nothing", async () => {
  const vault = await vaultWith("2", { low: "price('ETH-USD') < 2500" });
  const registry = REGISTRY.getByName("registry-2");
  await registry.changed(vault);
  for (const point of [0, 1]) await registry.apply(prices(point, 2_600));
  const status = await registry.status(vault);
  expect(await registry.apply(prices(1, 2_600))).toMatchObject({ evaluatedMs: [], fires: 0, lateSamples: 0 });
  expect(await registry.apply(prices(0, 100, { index: 1, count: 2 }))).toMatchObject({
    evaluatedMs: [],
    fires: 0,
    lateSamples: 1,
  });
  expect(await registry.status(vault)).toEqual(status);
});

test("a trigger that the vault no longer has is gone; an older answer overtakes no newer one", async () => {
  const vault = await vaultWith("3", { low: "price('ETH-USD') < 2500", high: "price('ETH-USD') > 9000" }, 7);
  const registry = REGISTRY.getByName("registry-3");
  await registry.changed(vault);
  await vaultWith("3", { high: "price('ETH-USD') > 9000" }, 8);
  await registry.changed(vault);
  expect(Object.keys(await registry.status(vault))).toEqual(["high"]);
  await vaultWith("3", {}, 5);
  await registry.changed(vault);
  expect(Object.keys(await registry.status(vault))).toEqual(["high"]);
});

test("a write that fails leaves memory as storage is: the message comes again and counts in full", async () => {
  const vault = await vaultWith("4", { low: "price('ETH-USD') < 2500" });
  const registry = REGISTRY.getByName("registry-4");
  await registry.changed(vault);
  await registry.apply(prices(0, 2_600));
  await runInDurableObject(registry, (actor: RegistryActor, { storage }) => {
    storage.sql.exec("alter table samples rename to samples_gone");
    expect(() => actor.apply(prices(1, 2_400))).toThrow("no such table: samples");
    storage.sql.exec("alter table samples_gone rename to samples");
  });
  expect(await registry.apply(prices(1, 2_400))).toMatchObject({ evaluatedMs: [at(1)], fires: 1 });
  const stored = await runInDurableObject(registry, (_actor: RegistryActor, { storage }) =>
    [...storage.sql.exec<{ value: number }>("select value from samples order by known_at_ms")].map(
      ({ value }) => value,
    ),
  );
  expect(stored).toEqual([2_600, 2_400]);
});
