export { AnalyticsStateActor } from "../../analytics/analytics-state-actor.ts";
export { RegistryActor } from "../../evaluate/registry-actor.ts";
export { OpenWorkActor } from "../../execute/open-work-actor.ts";
export { OwnerDirectoryActor } from "../../execute/owner-directory-actor.ts";
export { TradingStateActor } from "../../execute/trading-state-actor.ts";
export { VaultActor } from "../../execute/vault-actor.ts";
export { DeadLettersActor } from "../../worker/dead-letters/dead-letters-actor.ts";
export { LiveFeedActor } from "../../worker/live-feed-actor.ts";
export { SourceMemoryActor } from "../../worker/source-memory-actor.ts";
export { SampleActor } from "./sample-actor.ts";

type TestEnv = { readonly HOT: KVNamespace };

/** Tests call the actors; what their outboxes send to queues is kept in KV, by queue and message id, for tests to read. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue(batch, env) {
    for (const { body } of batch.messages) {
      await env.HOT.put(`sent:${batch.queue}:${(body as { id: string }).id}`, JSON.stringify(body));
    }
  },
} satisfies ExportedHandler<TestEnv>;
