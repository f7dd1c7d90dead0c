import { Hono } from "hono";
import type { Fires } from "../../../contracts/fires.ts";
import type { Trigger } from "../../../contracts/trigger.ts";
import type { VaultEnv } from "../../../execute/bindings.ts";
import vaultWorker from "../../../execute/worker.ts";
import { vaultRoutes } from "../../../worker/http/vault-routes.ts";
import { BareObject } from "./bare-object.ts";
import { BenchVault } from "./bench-vault.ts";

export { RegistryActor } from "../../../evaluate/registry-actor.ts";
export { OpenWorkActor, OwnerDirectoryActor, TradingStateActor } from "../../../execute/worker.ts";
export { LiveFeedActor } from "../../../worker/live-feed-actor.ts";
export { BareObject, BenchVault };

/** One message of the peer's queue: as many names as a message of `fires` has vaults. */
export type BareCalls = { readonly id: string; readonly names: readonly string[] };

/** What the bench asks of its Worker on `POST /<name>`, and what that answers. */
export type Commands = {
  readonly fire: { readonly input: readonly Fires[]; readonly output: null };
  readonly bare: { readonly input: readonly BareCalls[]; readonly output: null };
  /** Messages that are not acknowledged yet, and when the last one was. */
  readonly settled: { readonly input: readonly string[]; readonly output: { left: number; lastWallMs: number } };
  readonly seed: {
    readonly input: { readonly vaults: readonly string[]; readonly trigger: Trigger };
    readonly output: null;
  };
  readonly "count-fires": { readonly input: readonly string[]; readonly output: { fires: number; busy: number } };
  readonly "count-bare": { readonly input: readonly string[]; readonly output: number };
  readonly casts: {
    readonly input: readonly { readonly vault: string; readonly castId: string }[];
    readonly output: Awaited<ReturnType<BenchVault["findCast"]>>[];
  };
  readonly monitor: { readonly input: { readonly vault: string }; readonly output: null };
};

type Env = Omit<VaultEnv, "VAULT"> & {
  readonly VAULT: DurableObjectNamespace<BenchVault>;
  readonly BARE: DurableObjectNamespace<BareObject>;
  readonly QUEUE_FIRES: Queue;
  readonly QUEUE_BARE: Queue;
};

/** When each message was acknowledged, by the wall clock. */
const settledWallMs = new Map<string, number>();

const handlers: {
  readonly [Name in keyof Commands]: (input: Commands[Name]["input"], env: Env) => Promise<Commands[Name]["output"]>;
} = {
  fire: async (messages, env) => {
    // One after the other, as the registry's outbox sends them.
    for (const message of messages) await env.QUEUE_FIRES.send(message, { contentType: "json" });
    return null;
  },
  bare: async (messages, env) => {
    for (const message of messages) await env.QUEUE_BARE.send(message, { contentType: "json" });
    return null;
  },
  settled: async (ids) => {
    const times = ids.flatMap((id) => settledWallMs.get(id) ?? []);
    return { left: ids.length - times.length, lastWallMs: Math.max(...times) };
  },
  seed: async ({ vaults, trigger }, { VAULT }) => {
    await Promise.all(vaults.map((vault) => VAULT.getByName(vault).seed(trigger)));
    return null;
  },
  "count-fires": async (vaults, { VAULT }) => {
    const counts = await Promise.all(vaults.map((vault) => VAULT.getByName(vault).countFires()));
    const fires = counts.reduce((sum, count) => sum + count.fires, 0);
    return { fires, busy: counts.filter(({ isQuiet }) => !isQuiet).length };
  },
  "count-bare": async (names, { BARE }) => {
    const counts = await Promise.all(names.map((name) => BARE.getByName(name).count()));
    return counts.reduce((sum, count) => sum + count, 0);
  },
  casts: (wanted, { VAULT }) => Promise.all(wanted.map(({ vault, castId }) => VAULT.getByName(vault).findCast(castId))),
  monitor: async ({ vault }, { VAULT }) => {
    await VAULT.getByName(vault).monitorOnce();
    return null;
  },
};

const app = new Hono<{ Bindings: Env }>()
  .onError((cause, { text }) => text(String(cause), 500))
  .route("/v1", vaultRoutes as unknown as Hono<{ Bindings: Env }>)
  .post("/:name", async ({ env, req, json }) => {
    const handler = handlers[req.param("name") as keyof Commands] as (input: unknown, env: Env) => Promise<unknown>;
    return json((await handler(await req.json(), env)) ?? null);
  });

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  async queue(batch, env) {
    if (batch.queue === "portent-fires") await vaultWorker.queue(noteSettled(batch), env as unknown as VaultEnv);
    else if (batch.queue === "bench-bare") await callBare(noteSettled(batch) as MessageBatch<BareCalls>, env);
  },
} satisfies ExportedHandler<Env>;

/** As the vault Worker's consumer does it: all messages of a batch and all their objects at once, then acknowledged. */
async function callBare({ messages }: MessageBatch<BareCalls>, { BARE }: Env): Promise<void> {
  await Promise.all(
    messages.map(({ body }) => Promise.all(body.names.map((name) => BARE.getByName(name).note(body.id)))),
  );
  for (const message of messages) message.ack();
}

/** The same batch; when each message is acknowledged is noted. */
function noteSettled(batch: MessageBatch): MessageBatch {
  const messages = batch.messages.map((message) => {
    const { id, timestamp, body, attempts } = message;
    const ack = () => {
      settledWallMs.set((body as { readonly id: string }).id, Date.now());
      message.ack();
    };
    return { id, timestamp, body, attempts, ack, retry: (options?: QueueRetryOptions) => message.retry(options) };
  });
  const { queue, metadata } = batch;
  return { queue, metadata, messages, ackAll: () => batch.ackAll(), retryAll: () => batch.retryAll() };
}
