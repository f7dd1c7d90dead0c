import type { Cast } from "../../../../../contracts/cast.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { shortenAddresses } from "../../../format/short-hex.ts";

/** What asked for a cast, in words. Who it was, of a single cast, is told by the vault's log for as long as that is at hand. */
export function describeWhy(cast: Cast, { triggers, audit }: Pick<VaultView, "triggers" | "audit">): string {
  switch (cast.cause) {
    case "fire": {
      const trigger = triggers.find((item) => item.trigger.id === cast.triggerId)?.trigger;
      return `trigger: ${trigger?.name ?? cast.triggerId ?? "removed since"}`;
    }
    case "rule":
      return "a rule of the vault";
    case "close":
      return "emergency close";
    case "request": {
      const line = audit.find(({ detail }) => detail.includes(`cast ${cast.id}`));
      return line === undefined ? "asked for once" : `asked for by ${shortenAddresses(line.actor)}`;
    }
  }
}

/** What its end says of what the spell promises. */
export function describePromise({ state, reason }: Pick<Cast, "state" | "reason">): string {
  switch (state) {
    case "FINALIZED":
      return "What the vault held after its block was as the spell promises.";
    case "INCLUDED_UNVERIFIED":
      return `What it left is not what the spell promises: ${reason?.message ?? "a balance differs"}`;
    case "REVERTED":
      return "The chain took it back, so there was nothing to check.";
    case "REFUSED":
    case "CANCELLED":
      return "It was never executed, so there is nothing to check.";
    default:
      return "Checked once its block is final.";
  }
}
