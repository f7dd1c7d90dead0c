import { z } from "zod";
import { VaultAddress } from "../../../../../contracts/ids.ts";
import { Trigger } from "../../../../../contracts/trigger.ts";
import { parseJson } from "../../../views/spells/json.ts";

/** A trigger that was removed in this tab, as it was. */
const Removed = z.strictObject({ vault: VaultAddress, trigger: Trigger, enabled: z.boolean() });
export type Removed = z.infer<typeof Removed>;

/** As many can be put back; of more the oldest are let go. */
const mostKept = 20;

/** One more, the newest first; an earlier one of the same id gives way. */
export const addRemoved = (kept: readonly Removed[], added: Removed): readonly Removed[] =>
  [added, ...dropRemoved(kept, added)].slice(0, mostKept);

/** Without the one of this vault and id. */
export const dropRemoved = (kept: readonly Removed[], { vault, trigger }: Pick<Removed, "vault" | "trigger">) =>
  kept.filter((each) => each.vault !== vault || each.trigger.id !== trigger.id);

/** What was removed, as text; null where there is nothing. */
export const writeRemoved = (kept: readonly Removed[]): string | null =>
  kept.length === 0 ? null : JSON.stringify(kept);

/** What was written down so. A text of another version of the page is nothing. */
export const readRemoved = (text: string | null): readonly Removed[] =>
  z
    .array(Removed)
    .catch([])
    .parse(parseJson(text ?? ""));
