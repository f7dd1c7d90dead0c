import { Trigger, weekdays } from "../../../../../contracts/trigger.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../views/spells/json.ts";

/**
 * A trigger that is being written: the JSON as its author would write it, right or wrong. Form and text are two views of it; what
 * is usual is left out, and an id may be missing: it is then made of the name.
 */
export type Draft = JsonObject;

const usual: JsonObject = {
  for: "0s",
  keepFor: "0s",
  mode: "once",
  cooldown: "0s",
  noData: "hold",
  priority: "opportunistic",
  action: { type: "notify" },
};

/** A trigger as its author would write it. */
export function toDraft(trigger: Trigger): Draft {
  const written = JSON.parse(JSON.stringify(trigger)) as JsonObject;
  const entries = Object.entries(written).flatMap(([name, value]): [string, Json][] => {
    if (name in usual && isSame(value, usual[name])) return [];
    return [[name, name === "activeHours" ? withoutAllDays(value) : value]];
  });
  return Object.fromEntries(entries);
}

function withoutAllDays(hours: Json): Json {
  if (!isJsonObject(hours) || !isSame(hours.days, [...weekdays])) return hours;
  const { days: _, ...rest } = hours;
  return rest;
}

export const isSame = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether nothing was written yet. */
export const isEmpty = (draft: Draft): boolean => Object.keys(draft).length === 0;

/** What of a draft names it for people. */
export function titleOf(draft: Draft): string {
  const { name, id, when } = draft;
  for (const text of [name, id, when]) if (typeof text === "string" && text.trim() !== "") return text;
  return "a new trigger";
}

const idMax = 60;

/** The id of a draft: its own, or one made of its name that no trigger of the vault has. */
export function idOf(draft: Draft, taken: readonly string[]): string {
  if (typeof draft.id === "string") return draft.id;
  const words = titleOf(draft)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, idMax)
    .replace(/-+$/, "");
  const base = words === "" ? "trigger" : words;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(id)) return id;
  }
}

/** The trigger of a draft that was found to be one. */
export const parseDraft = (draft: Draft, taken: readonly string[]) =>
  Trigger.safeParse("id" in draft ? draft : { id: idOf(draft, taken), ...draft });
