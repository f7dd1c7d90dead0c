import type { Params } from "../../../host/panel.ts";
import { isJsonObject, type Json, parseJson } from "../../../views/spells/json.ts";
import type { Draft } from "./draft.ts";

/** Fields that stand in the address by their own name, as they are typed. */
const texts = [
  "name",
  "when",
  "clearWhen",
  "for",
  "keepFor",
  "mode",
  "cooldown",
  "noData",
  "maxStaleness",
  "priority",
  "group",
] as const;
/** The id has another name there: `id` opens a trigger of the vault. */
const idParam = "as";
/** All other fields, as JSON. */
const restParam = "more";
const actionParam = "action";

export const draftParamNames: readonly string[] = [...texts, idParam, actionParam, restParam];

/** Longer ones are no use as a link. */
const addressMax = 1_800;

/** A draft as a part of the address; null where it is too long for one. */
export function draftToParams(draft: Draft): Params | null {
  const params: Record<string, string> = {};
  const rest: Record<string, Json> = {};
  for (const [field, value] of Object.entries(draft)) {
    if (field === "action" && isJsonObject(value)) params[actionParam] = JSON.stringify(value);
    else if (typeof value !== "string" || value === "") rest[field] = value;
    else if (field === "id") params[idParam] = value;
    else if (isText(field)) params[field] = value;
    else rest[field] = value;
  }
  if (Object.keys(rest).length > 0) params[restParam] = JSON.stringify(rest);
  return new URLSearchParams(params).toString().length > addressMax ? null : params;
}

/** The draft that an address carries; null where it carries none. What cannot be read of it is left out. */
export function paramsToDraft(params: Params): Draft | null {
  if (draftParamNames.every((name) => params[name] === undefined)) return null;
  const rest = parseJson(params[restParam] ?? "");
  const action = parseJson(params[actionParam] ?? "");
  const given = texts.flatMap((field): [string, Json][] => {
    const text = params[field];
    return text === undefined ? [] : [[field, text]];
  });
  return {
    ...(params[idParam] === undefined ? {} : { id: params[idParam] }),
    ...Object.fromEntries(given),
    ...(isJsonObject(rest) ? rest : {}),
    ...(isJsonObject(action) ? { action } : {}),
  };
}

const isText = (field: string): boolean => (texts as readonly string[]).includes(field);
