import { Hono } from "hono";
import type { VaultEnv } from "../../execute/bindings.ts";
import type { CastRecord } from "../../execute/core/cast-record.ts";
import type { OpenWorkActor } from "../../execute/open-work-actor.ts";
import { openWorkNames } from "../../execute/open-work-names.ts";
import { VaultActor } from "../../execute/vault-actor.ts";
import vaultWorker from "../../execute/worker.ts";
import { vaultRoutes } from "../../worker/http/vault-routes.ts";
import { type Breakable, breakables } from "./breakables.ts";

export { RegistryActor } from "../../evaluate/registry-actor.ts";
export { OpenWorkActor, OwnerDirectoryActor, TradingStateActor } from "../../execute/worker.ts";
export { LiveFeedActor } from "../../worker/live-feed-actor.ts";

type Env = Omit<VaultEnv, "VAULT" | "OPEN_WORK"> & {
  readonly VAULT: DurableObjectNamespace<FaultsVault>;
  readonly OPEN_WORK: DurableObjectNamespace<OpenWorkActor>;
  readonly QUEUE_FIRES: Queue;
};

/** Since the process started: what is down, which messages of `fires` ended or are to come again, which of `journal` came. */
const down = new Set<Breakable>();
const acknowledged = new Set<string>();
const returned = new Set<string>();
const journal = new Set<string>();

/** The vault as it is, with its stored casts to read: signed bytes among them, which no view tells. */
export class FaultsVault extends VaultActor {
  constructor(ctx: DurableObjectState, env: Env) {
    const broken = breakables.map((name) => [name, failWhileDown(name, env[name])]);
    super(ctx, { ...env, ...(Object.fromEntries(broken) as Pick<VaultEnv, (typeof breakables)[number]>) });
  }

  /** Oldest first. */
  castRecords(): CastRecord[] {
    const rows = this.sql.exec<{ record: string }>("select record from casts order by seq");
    return [...rows].map(({ record }) => JSON.parse(record) as CastRecord);
  }
}

/** As an object or a queue that is down: every call of it fails. The binding itself is there. */
function failWhileDown(name: Breakable, binding: object): object {
  return new Proxy(binding, {
    get(target, property) {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== "function") return method;
      return (...args: unknown[]): unknown => {
        if (property === "getByName") return failWhileDown(name, Reflect.apply(method, target, args) as object);
        if (down.has(name)) return Promise.reject(new Error(`${name} is down`));
        return Reflect.apply(method, target, args) as unknown;
      };
    },
  });
}

const app = new Hono<{ Bindings: Env }>()
  .route("/v1", vaultRoutes as unknown as Hono<{ Bindings: Env }>)
  .post("/fires", async ({ env, req, json }) => {
    const messages = await req.json<unknown[]>();
    await env.QUEUE_FIRES.sendBatch(messages.map((body) => ({ body, contentType: "json" })));
    return json({});
  })
  .get("/seen", ({ json }) => json({ acknowledged: [...acknowledged], returned: [...returned], journal: [...journal] }))
  .put("/down", async ({ req, json }) => {
    down.clear();
    for (const name of await req.json<Breakable[]>()) down.add(name);
    return json({});
  })
  .get("/casts/:vault", async ({ env, req, json }) => {
    const records: unknown = await env.VAULT.getByName(req.param("vault")).castRecords();
    return json(records as object);
  })
  // As the cron of the edge Worker does each minute.
  .post("/sweep", async ({ env, json }) =>
    json(await Promise.all(openWorkNames.map((name) => env.OPEN_WORK.getByName(name).sweep()))),
  );

/** The vault Worker and what it calls in one script, with the edge's own routes to it. */
export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  async queue(batch, env) {
    if (batch.queue === "portent-journal") for (const { body } of batch.messages) journal.add(idOf(body));
    else {
      const vaults = failWhileDown("VAULT", env.VAULT);
      await vaultWorker.queue(noteEnds(batch), { ...env, VAULT: vaults } as unknown as VaultEnv);
    }
  },
} satisfies ExportedHandler<Env>;

/** The same batch; what is acknowledged is noted, so that the sender can repeat the rest, as a durable queue does. */
function noteEnds(batch: MessageBatch): MessageBatch {
  const messages = batch.messages.map((message) => {
    const { id, timestamp, body, attempts } = message;
    const ack = () => {
      acknowledged.add(idOf(body));
      message.ack();
    };
    const retry = (options?: QueueRetryOptions) => {
      returned.add(idOf(body));
      message.retry(options);
    };
    return { id, timestamp, body, attempts, ack, retry };
  });
  const { queue, metadata } = batch;
  return { queue, metadata, messages, ackAll: () => batch.ackAll(), retryAll: () => batch.retryAll() };
}

const idOf = (body: unknown): string => (body as { readonly id: string }).id;
