/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { CronTick } from "../../contracts/cron-tick.ts";
import type { Fires } from "../../contracts/fires.ts";
import { deriveTraceId, type VaultAddress } from "../../contracts/ids.ts";
import type { SignalSamples } from "../../contracts/signal-samples.ts";
import { Trigger } from "../../contracts/trigger.ts";
import type { RegistryActor } from "../../evaluate/registry-actor.ts";
import { evaluateStage } from "../../evaluate/stage.ts";
import { readFires } from "../../evaluate/test-registry.ts";
import { executeStage } from "../../execute/stage.ts";
import type { VaultActor } from "../../execute/vault-actor.ts";
import { emptyMemory } from "../../ingest/core/source-memory.ts";
import { type IngestDeps, ingestStage } from "../../ingest/stage.ts";
import { createRandom, type Random } from "../../local/feed/seeded-random.ts";
import { type QueuedMessage, runBatch } from "../../worker/run-batch.ts";
import { createMarket } from "./random-market.ts";

const { VAULT, REGISTRY } = env as unknown as {
  VAULT: DurableObjectNamespace<VaultActor>;
  REGISTRY: DurableObjectNamespace<RegistryActor>;
};
const startMs = Date.UTC(2021, 4, 19, 10);
const cadenceMs = 120_000;
const windows = 75;

const cast = { type: "cast", spell: "ironvine", params: {}, deadline: "30m" } as const;
const triggers = [
  { id: "eth-falls", when: "change(price('ETH-USD'), '1h') < -0.05", mode: "once", action: cast },
  { id: "low-for-a-while", when: "price('ETH-USD') < 2900", for: "6m", mode: "repeat", cooldown: "10m", action: cast },
  {
    id: "either",
    when: "price('BTC-USD') < 38500 || change(price('BTC-USD'), '20m') < -0.03",
    mode: "repeat",
    action: cast,
  },
  { id: "stop", when: "trailingStop('ETH-USD', 0.01)", mode: "repeat", action: cast },
  {
    id: "band",
    when: "crossesBelow(price('ETH-USD'), sma(price('ETH-USD'), '10m'))",
    clearWhen: "price('ETH-USD') > ema(price('ETH-USD'), '8m')",
    keepFor: "4m",
    mode: "repeat",
    action: cast,
  },
  {
    id: "calm",
    when: "stddev(price('BTC-USD'), '12m') < 0.002 * price('BTC-USD')",
    mode: "repeat",
    noData: "clear",
    inhibitedBy: ["stop"],
    action: cast,
  },
].map((trigger) => Trigger.parse(trigger));

/** What the platform may do to a message, from a seed. Calm: everything once, in order. */
type Weather = { readonly random: Random; readonly faults: number };

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "seed %i: repeats, swaps, failures and evictions change neither fires nor casts",
  async (seed) => {
    const calm = await runPipeline(`calm-${seed}`, seed, { random: createRandom(seed), faults: 0 });
    const rough = await runPipeline(`rough-${seed}`, seed, { random: createRandom(seed * 7_919), faults: 0.3 });
    expect(calm.fires.length).toBeGreaterThan(1);
    expect(rough.fires).toEqual(calm.fires);
    expect(rough.casts).toEqual(calm.casts);
    expect(new Set(rough.casts).size).toBe(rough.casts.length);
    expect(rough.casts.length).toBe(rough.fires.length);
    expect(rough.faultsMet).toBeGreaterThan(50);
  },
  60_000,
);

async function runPipeline(name: string, seed: number, weather: Weather) {
  const vaultAddress = `0x${[...name]
    .map((char) => char.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("")
    .padStart(40, "0")
    .slice(-40)}` as VaultAddress;
  const vault = VAULT.getByName(vaultAddress);
  const registry = REGISTRY.getByName(name);
  // As after `open` and three times `put-trigger`. No session is armed: casts are made, and refused.
  await runInDurableObject(vault, (_actor: VaultActor, { storage }) => {
    storage.sql.exec("insert into _state values ('roles', ?)", JSON.stringify(`0x${"1".repeat(40)}`));
    for (const trigger of triggers) {
      storage.sql.exec("insert into triggers values (?, 1, ?, 1, 0, null)", trigger.id, JSON.stringify(trigger));
    }
  });
  await registry.changed(vaultAddress);

  let faultsMet = 0;
  const meets = () => {
    const isMet = weather.random.uniform() < weather.faults;
    if (isMet) faultsMet += 1;
    return isMet;
  };
  const samples = await ingestAll(seed);
  // A message may overtake the one before it, not more: later ones are reported as late, by design. A shard begins with the
  // first point that it sees, so nothing overtakes that.
  for (let index = 2; index < samples.length; index += 2) {
    if (meets())
      [samples[index - 1], samples[index]] = [samples[index] as SignalSamples, samples[index - 1] as SignalSamples];
  }
  const shard = {
    apply: async (message: SignalSamples) => {
      if (meets()) throw new Error("the registry did not answer");
      const report = await registry.apply(message);
      if (meets()) throw new Error("the answer was lost");
      return report;
    },
  };
  for (const message of samples) {
    await deliver(evaluateStage, message, { shards: async () => [shard], onEvaluated: async () => {} }, meets);
    if (meets()) await evictDurableObject(registry);
  }

  const fires = await readFires(name);
  const queue = fires.flatMap((message) => (meets() ? [message, message] : [message]));
  if (weather.faults > 0)
    queue.sort(() => weather.random.uniform() - 0.5).sort((a, b) => a.eventTimeMs - b.eventTimeMs);
  const acceptFires = async (_vault: string, message: Fires) => {
    if (meets()) throw new Error("the vault did not answer");
    const report = await vault.acceptFires(message);
    if (meets()) throw new Error("the answer was lost");
    return report;
  };
  for (const message of queue) {
    await deliver(executeStage, message, { acceptFires }, meets);
    if (meets()) await evictDurableObject(vault);
  }
  const casts = await runInDurableObject(vault, (_actor: VaultActor, { storage }) =>
    [...storage.sql.exec<{ record: string }>("select record from casts order by seq")].map(({ record }) => {
      const { cast } = JSON.parse(record) as {
        cast: { triggerId: string; fireId: string; traceId: string; firedAtMs: number };
      };
      return `${cast.triggerId} ${cast.firedAtMs} ${cast.fireId} ${cast.traceId}`;
    }),
  );
  return { fires: fires.flatMap(({ body }) => body.entries.flatMap((entry) => entry.fires)), casts, faultsMet };
}

/** The stage's own messages of every window. */
async function ingestAll(seed: number): Promise<SignalSamples[]> {
  const market = createMarket(seed, startMs - cadenceMs, windows * 2 + 2);
  const deps: IngestDeps = {
    cadenceMs,
    rule: {
      ...{ quorum: 1, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02 },
      ...{ graceMs: 30_000, frozenWindows: 5, frozenMove: 0.005 },
    },
    breakerRule: { failuresMax: 3, openMs: 240_000, openMsMax: 1_800_000 },
    memory: { load: async () => emptyMemory, save: async () => {} },
    nowWallMs: () => 0,
    publish: async () => {},
    ...market,
  };
  const messages: SignalSamples[] = [];
  for (let window = 0; window < windows; window += 1) {
    const scheduledMs = startMs + window * cadenceMs;
    const tick = CronTick.parse({
      id: `cron:ingest:${scheduledMs}`,
      schema: "cron-tick",
      version: 1,
      eventTimeMs: scheduledMs,
      traceId: await deriveTraceId("ingest", scheduledMs),
      body: { cron: "*/2 * * * *", scheduledMs },
    });
    for (const outcome of await ingestStage.process([tick], deps)) {
      if (outcome.kind !== "emit") throw new Error(`ingest did not emit at ${scheduledMs}`);
      messages.push(
        ...outcome.messages.filter(({ queue }) => queue === "signals").map(({ message }) => message as SignalSamples),
      );
    }
  }
  return messages;
}

/** Runs a message through the real shell until it is acknowledged, and sometimes once more, as a queue does. */
async function deliver<Deps>(
  stage: Parameters<typeof runBatch<never, Deps>>[0] | object,
  body: unknown,
  deps: Deps,
  meets: () => boolean,
) {
  let repeats = meets() ? 2 : 1;
  for (let attempts = 1; repeats > 0; attempts += 1) {
    if (attempts > 200) throw new Error("a message is never acknowledged");
    let isAcknowledged = false;
    const message: QueuedMessage = { id: "sim", body, attempts, ack: () => (isAcknowledged = true), retry: () => {} };
    const source = { queue: "sim", deadLetterQueue: "sim-dead", attemptsMax: 1_000, messages: [message] };
    const shell = {
      nowWallMs: () => 0,
      log: () => {},
      send: async (queue: string) => {
        throw new Error(`nothing is sent or parked here, and it was: to ${queue}`);
      },
    };
    await runBatch(stage as Parameters<typeof runBatch<never, Deps>>[0], source, deps, shell);
    if (isAcknowledged) repeats -= 1;
  }
}
