import { Trigger } from "../../../../../contracts/trigger.ts";
import type { Draft } from "../draft/draft.ts";

/** Fields that say when it fires. What it does then, its name and its neighbours have no part in a preview. */
const life = [
  "when",
  "clearWhen",
  "for",
  "keepFor",
  "mode",
  "cooldown",
  "maxFires",
  "validFrom",
  "validUntil",
  "activeHours",
  "noData",
  "maxStaleness",
] as const;

/** What of a draft can be tried on the history; null where one of its fields is no such thing yet. */
export function previewOf(draft: Draft): Trigger | null {
  const fields = life.flatMap((field) => (field in draft ? [[field, draft[field]]] : []));
  // What fires for want of data has to be protective, whatever it casts.
  const priority = draft.noData === "fire" ? { priority: "protective" } : {};
  const parsed = Trigger.safeParse({ id: "preview", ...Object.fromEntries(fields), ...priority });
  return parsed.success ? parsed.data : null;
}
