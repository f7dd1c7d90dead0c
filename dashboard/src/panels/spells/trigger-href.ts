import type { Host } from "../../host/panel.ts";
import type { JsonObject } from "../../views/spells/json.ts";
import { castDeadline } from "./cast-words.ts";

/** The trigger editor with a spell and its parameters filled in. */
export function triggerHref(hrefOf: Host["hrefOf"], spell: string, params: JsonObject): string {
  return hrefOf("triggers", { action: JSON.stringify({ type: "cast", spell, params, deadline: castDeadline }) });
}
