import { expect, test } from "vitest";
import { Trigger } from "../../../contracts/trigger.ts";
import type { AgentTerms } from "../../../contracts/vault-access.ts";
import { type ActName, actBodies } from "../act-bodies.ts";
import { agentScopes } from "./act-proofs.ts";
import { castsPerDayAtMost } from "./casts-per-day.ts";
import { checkAgentAct } from "./check-agent-act.ts";

const cadenceMs = 120_000;
const terms: AgentTerms = {
  name: "watcher",
  scopes: ["triggers:write", "casts:request"],
  spells: ["ironvine"],
  castsPerDay: 10,
  expiresAtMs: 1,
  needsApproval: false,
};
const triggerOf = (change: object = {}) =>
  Trigger.parse({
    id: "own",
    when: "price('ETH-USD') < 1",
    action: { type: "cast", spell: "ironvine", params: {}, deadline: "5m" },
    ...change,
  });
const castOf = (spell: string) => ({ spell, params: {}, deadline: "5m" });

const check = (action: ActName, body: unknown, change: Partial<AgentTerms> = {}) =>
  checkAgentAct({
    action,
    bodyText: JSON.stringify(body),
    terms: { ...terms, ...change },
    isOthersTrigger: (id) => id === "others",
    cadenceMs,
  });

test.each<[string, ActName, unknown, Partial<AgentTerms>, number | string]>([
  ["a cast of a spell that is named", "request-cast", castOf("ironvine"), {}, 1],
  ["a cast of another spell", "request-cast", castOf("frostbind"), {}, "out-of-scope"],
  ["a cast without that scope", "request-cast", castOf("ironvine"), { scopes: ["triggers:write"] }, "out-of-scope"],
  ["a cast that is none", "request-cast", { spell: "ironvine" }, {}, "bad-body"],
  ["a trigger that casts once", "put-trigger", { trigger: triggerOf() }, {}, 1],
  ["a trigger with another spell", "put-trigger", { trigger: triggerOf() }, { spells: [] }, "out-of-scope"],
  ["a trigger that tells", "put-trigger", { trigger: triggerOf({ action: { type: "notify" } }) }, { spells: [] }, 0],
  ["in the place of another's trigger", "put-trigger", { trigger: triggerOf({ id: "others" }) }, {}, "out-of-scope"],
  ["the end of its own trigger", "remove-trigger", { triggerId: "own" }, {}, 0],
  ["the end of another's trigger", "remove-trigger", { triggerId: "others" }, {}, "out-of-scope"],
  ["its own trigger off", "set-trigger-enabled", { triggerId: "own", enabled: false }, {}, 0],
  ["another's trigger off", "set-trigger-enabled", { triggerId: "others", enabled: false }, {}, "out-of-scope"],
  [
    "a trigger without that scope",
    "put-trigger",
    { trigger: triggerOf() },
    { scopes: ["casts:request"] },
    "out-of-scope",
  ],
  ["anything with a scope to read", "remove-trigger", { triggerId: "own" }, { scopes: ["read"] }, "out-of-scope"],
])("%s", (_what, action, body, change, expected) => {
  const verdict = check(action, body, change);
  expect(verdict.ok ? verdict.casts : verdict.error.code).toBe(expected);
});

test("no other act is an agent's, whatever its scopes are", () => {
  const scopes: AgentTerms["scopes"] = ["read", "triggers:write", "casts:request"];
  const others = (Object.keys(actBodies) as ActName[]).filter((name) => agentScopes[name] === undefined);
  expect(others.length).toBeGreaterThan(15);
  for (const name of others) {
    expect(check(name, {}, { scopes }), name).toMatchObject({ ok: false, error: { code: "out-of-scope" } });
  }
});

test.each<[string, object, number]>([
  ["once", {}, 1],
  ["as often as it is evaluated", { mode: "repeat" }, 721],
  ["every two hours", { mode: "repeat", cooldown: "2h" }, 13],
  ["every second is every evaluation", { mode: "repeat", cooldown: "1s" }, 721],
  ["three times at most", { mode: "repeat", cooldown: "1h", maxFires: 3 }, 3],
  ["never: it tells", { mode: "repeat", action: { type: "notify" } }, 0],
])("the casts of a day: %s", (_what, change, casts) => {
  expect(castsPerDayAtMost(triggerOf(change), cadenceMs)).toBe(casts);
});
