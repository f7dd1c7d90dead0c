export { AnalyticsStateActor } from "../../analytics/analytics-state-actor.ts";
export { RegistryActor } from "../../evaluate/registry-actor.ts";
export { OwnerDirectoryActor } from "../../execute/owner-directory-actor.ts";
export { VaultActor } from "../../execute/vault-actor.ts";
export { LiveFeedActor } from "../../worker/live-feed-actor.ts";
export { SampleActor } from "./sample-actor.ts";

/** Tests call the actors; what their outboxes send ends here. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue() {},
} satisfies ExportedHandler;
