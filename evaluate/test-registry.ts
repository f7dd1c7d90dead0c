/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { Fires } from "../contracts/fires.ts";
import { VaultAddress } from "../contracts/ids.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { Trigger } from "../contracts/trigger.ts";
import type { VaultActor } from "../execute/vault-actor.ts";
import { LogRows } from "./records/log-rows.ts";
import type { RegistryActor } from "./registry-actor.ts";

export const { VAULT, REGISTRY, HOT } = env as unknown as {
  readonly HOT: KVNamespace;
  VAULT: DurableObjectNamespace<VaultActor>;
  REGISTRY: DurableObjectNamespace<RegistryActor>;
};
const startMs = Date.UTC(2021, 4, 19, 10);
export const cadenceMs = 120_000;
export const at = (point: number): number => startMs + point * cadenceMs;

/** A vault that says of itself that it has these triggers. */
export async function vaultWith(
  digit: string,
  triggers: readonly (Partial<Trigger> | Record<string, unknown>)[],
  revision = 0,
): Promise<VaultAddress> {
  const address = VaultAddress.parse(`0x${digit.repeat(40).slice(0, 40)}`);
  await runInDurableObject(VAULT.getByName(address), (_actor: VaultActor, { storage }) => {
    storage.sql.exec("delete from triggers");
    for (const trigger of triggers) {
      const { id } = trigger as { id: string };
      storage.sql.exec("insert into triggers values (?, 1, ?, 1, 0, null)", id, JSON.stringify(Trigger.parse(trigger)));
    }
    storage.sql.exec("insert or replace into _state values ('revision', ?)", String(revision));
  });
  return address;
}

export type PriceAt = { readonly value: number; readonly low?: number; readonly high?: number };

/** The message of one window, whole or a part of it. */
export function windowOf(
  point: number,
  prices: Readonly<Record<string, PriceAt | number>>,
  part = { index: 0, count: 1 },
): SignalSamples {
  return SignalSamples.parse({
    id: `signals:ingest:${at(point)}:${part.index}`,
    schema: "signal-samples",
    version: 2,
    eventTimeMs: at(point),
    traceId: point.toString(16).padStart(32, "0"),
    body: {
      producer: "ingest",
      gridMs: at(point),
      part,
      samples: Object.entries(prices).map(([asset, price]) => {
        const { value, low = value, high = value } = typeof price === "number" ? { value: price } : price;
        const sample = {
          value,
          low,
          high,
          unit: "USD",
          sampleAtMs: at(point),
          validUntilMs: at(point + 3),
          sources: ["test"],
        };
        return { key: `price.${asset}`, ...sample };
      }),
    },
  });
}

/** How many fires the log of a shard names. */
export const countFires = (shard: string): Promise<number> =>
  runInDurableObject(REGISTRY.getByName(shard), (_actor: RegistryActor, { storage }) =>
    [...new LogRows(storage.sql).after(0)].reduce((sum, row) => {
      if (!row.ok) throw new Error(row.error);
      return sum + (row.value.entry.kind === "point" ? row.value.entry.fires.length : 0);
    }, 0),
  );

/** What a shard's outbox has sent so far, by event time. */
export async function readSentFires(shard: string): Promise<Fires[]> {
  const { keys } = await HOT.list({ prefix: `sent:test-fires:fires:${shard}:` });
  const read = await Promise.all(
    keys.map(async ({ name }) => Fires.parse(JSON.parse((await HOT.get(name)) ?? "null"))),
  );
  return read.sort((a, b) => a.eventTimeMs - b.eventTimeMs);
}

/** The same, once all of it has arrived. */
export async function readFires(shard: string): Promise<Fires[]> {
  const count = async () => asTexts(await readSentFires(shard)).length;
  await expect.poll(count, { timeout: 10_000 }).toBe(await countFires(shard));
  return readSentFires(shard);
}

/** Every fire as text, explanation and all. */
export const asTexts = (messages: readonly Fires[]): string[] =>
  messages.flatMap(({ body }) =>
    body.entries.flatMap(({ vault, fires }) => fires.map((fire) => JSON.stringify({ vault, ...fire }))),
  );
