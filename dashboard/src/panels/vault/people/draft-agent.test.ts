import { expect, test } from "vitest";
import { type AgentDraft, describeGrant, emptyAgent, readAgent } from "./draft-agent.ts";

const x = "A".repeat(43);
const ed25519 = { kty: "OKP", crv: "Ed25519", x };
const p256 = { kty: "EC", crv: "P-256", x, y: x };
const draft = (change: Partial<AgentDraft>): AgentDraft => ({
  ...emptyAgent,
  name: "watcher",
  key: JSON.stringify(ed25519),
  ...change,
});

test.each([
  [{}, { agentKey: ed25519, scopes: ["read"], spells: [], castsPerDay: 0, needsApproval: true }],
  [
    {
      key: JSON.stringify(p256),
      scopes: ["casts:request"],
      spells: ["ironvine"],
      castsPerDay: "5",
      needsApproval: false,
    },
    { agentKey: p256, scopes: ["casts:request"], spells: ["ironvine"], castsPerDay: 5, needsApproval: false },
  ],
] as const)("%o", (change, terms) => {
  expect(readAgent(draft(change), 1_000)).toEqual({
    ok: true,
    value: { name: "watcher", expiresAtMs: 1_000 + 30 * 86_400_000, ...terms },
  });
});

test.each([
  [{ name: "" }, ["name"]],
  [{ key: "" }, ["key"]],
  [{ key: JSON.stringify({ ...ed25519, d: x }) }, ["key"]],
  [{ key: JSON.stringify({ ...ed25519, use: "sig" }) }, ["key"]],
  [{ scopes: [] }, ["scopes"]],
  [{ scopes: ["casts:request"] }, ["spells"]],
  [{ scopes: ["casts:request"], spells: ["ironvine"], castsPerDay: "many" }, ["castsPerDay"]],
  [{ scopes: ["triggers:write"], spells: ["ironvine"], castsPerDay: "1001" }, ["castsPerDay"]],
  [{ days: "0" }, ["days"]],
] as const)("%o is wrong in %j", (change, fields) => {
  const read = readAgent(draft(change as Partial<AgentDraft>), 1_000);
  expect(read.ok ? [] : Object.keys(read.error)).toEqual(fields);
});

test.each([
  [{}, /^watcher reads the vault, until Monday\. Each of its writes waits/],
  [
    { scopes: ["read", "casts:request"], spells: ["ironvine", "everbloom"], needsApproval: false },
    /asks for casts, until Monday\. It may cast ironvine and everbloom, at most 2 times in 24 hours\. Its writes need nobody's/,
  ],
] as const)("in words: %o", (change, words) => {
  const read = readAgent(draft(change as Partial<AgentDraft>), 1_000);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(describeGrant(read.value, "Monday").sentences.join(" ")).toMatch(words);
});
