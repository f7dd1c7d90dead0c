import { isJsonObject, type Json, type JsonObject, parseJson } from "../spells/json.ts";

type Asked = { readonly action: string; readonly body: string };

/** What an agent asks for, to be read after "asks": with every field, so that nothing is agreed to unread. */
export function describeAsk({ action, body }: Asked): string {
  const read = parseJson(body);
  const fields = isJsonObject(read) ? read : {};
  switch (action) {
    case "request-cast":
      return `to cast ${describeCast(fields)}`;
    case "put-trigger":
      return isJsonObject(fields.trigger) ? describeTrigger(fields.trigger) : `for ${action}: ${body}`;
    case "remove-trigger":
      return `to remove the trigger ${say(fields.triggerId)}`;
    case "set-trigger-enabled":
      return `to ${fields.enabled === true ? "arm" : "disarm"} the trigger ${say(fields.triggerId)}`;
    default:
      return `for ${action}: ${body}`;
  }
}

function describeTrigger({ id, name, when, action, ...rest }: JsonObject): string {
  const cast = isJsonObject(action) && action.type === "cast" ? `casts ${describeCast(action)}` : "tells the owner";
  const others = list(rest);
  return `to set the trigger “${say(name ?? id)}” (${say(id)}): when ${say(when)}, it ${cast}${others === "" ? "" : `; ${others}`}`;
}

function describeCast({ spell, params, deadline, type: _, ...rest }: JsonObject): string {
  const said = [isJsonObject(params) ? list(params) : "", list(rest)].filter((text) => text !== "").join(", ");
  return `${say(spell)} within ${say(deadline)}${said === "" ? "" : `: ${said}`}`;
}

const list = (fields: JsonObject): string =>
  Object.entries(fields)
    .map(([name, value]) => (typeof value === "number" ? sayNumber(name, value) : `${name} ${say(value)}`))
    .join(", ");

const say = (value: Json | undefined): string =>
  value === undefined ? "?" : typeof value === "string" ? value : JSON.stringify(value);

/** Parts of ten thousand as people read them: `slippageBps` 200 is "slippage 2 %". */
function sayNumber(name: string, value: number): string {
  const share = /^(.+)Bps(Max)?$/.exec(name);
  return share === null
    ? `${name} ${value}`
    : `${share[1]} ${share[2] === undefined ? "" : "at most "}${value / 100} %`;
}
