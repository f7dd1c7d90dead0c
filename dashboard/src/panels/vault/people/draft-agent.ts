import type { z } from "zod";
import { err, ok, type Result } from "../../../../../contracts/result.ts";
import { AgentKey } from "../../../../../contracts/signed-request.ts";
import { type AgentScope, AgentTerms } from "../../../../../contracts/vault-access.ts";
import type { ActBody } from "../../../../../execute/core/act-bodies.ts";
import { joinWords } from "../../../format/join-words.ts";
import type { ActWords } from "../../../host/owner.ts";
import { dayMs, readDays } from "../words/durations.ts";

export type AgentDraft = {
  readonly name: string;
  /** A public key as JWK, JSON. */
  readonly key: string;
  readonly scopes: readonly AgentScope[];
  readonly spells: readonly string[];
  readonly castsPerDay: string;
  readonly days: string;
  readonly needsApproval: boolean;
};

/** An agent that reads and does nothing else, and asks for each write: the least that is useful. */
export const emptyAgent: AgentDraft = {
  name: "",
  key: "",
  scopes: ["read"],
  spells: [],
  castsPerDay: "2",
  days: "30",
  needsApproval: true,
};

export const scopeWords: Readonly<Record<AgentScope, string>> = {
  read: "reads the vault",
  "triggers:write": "sets triggers of its own",
  "casts:request": "asks for casts",
};

export type AgentFaults = Partial<Readonly<Record<keyof AgentDraft, string>>>;

/** What was typed as a grant, or what is wrong with it by field. A private key is not taken: it would be none of the vault's. */
export function readAgent(draft: AgentDraft, nowWallMs: number): Result<ActBody<"grant-agent">, AgentFaults> {
  const faults: Record<string, string> = {};
  const key = readKey(draft.key);
  if (!key.ok) faults.key = key.error;
  const days = readDays(draft.days);
  if (days === null) faults.days = "Type whole days, from 1 to 365.";
  if (!/^\d{1,4}$/.test(draft.castsPerDay.trim())) faults.castsPerDay = "Type a whole number from 0 to 1000.";
  if (draft.scopes.length === 0) faults.scopes = "Choose one at least.";
  const mayCast = draft.scopes.some((scope) => scope !== "read");
  if (mayCast && draft.spells.length === 0) faults.spells = "Choose the spells that it may cast.";
  const terms = AgentTerms.safeParse({
    name: draft.name.trim(),
    scopes: draft.scopes,
    spells: mayCast ? draft.spells : [],
    castsPerDay: mayCast ? Number(draft.castsPerDay) : 0,
    expiresAtMs: nowWallMs + (days ?? 1) * dayMs,
    needsApproval: draft.needsApproval,
  });
  for (const { path, message } of terms.error?.issues ?? []) faults[String(path[0])] ??= message;
  if (!terms.success || !key.ok || Object.keys(faults).length > 0) return err(faults);
  return ok({ ...terms.data, agentKey: key.value });
}

function readKey(text: string): Result<z.infer<typeof AgentKey>, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err('Paste the public key as JWK, such as {"kty": "OKP", "crv": "Ed25519", "x": "…"}.');
  }
  if (typeof value === "object" && value !== null && "d" in value)
    return err('This is a private key: it has a "d". Keep it, and paste the public half alone.');
  const parsed = AgentKey.safeParse(value);
  return parsed.success
    ? ok(parsed.data)
    : err("This is no public key of P-256 or Ed25519 as JWK, or has other members.");
}

/** What the owners sign, in words. */
export function describeGrant(terms: Omit<ActBody<"grant-agent">, "agentKey">, until: string): ActWords {
  const { name, scopes, spells, castsPerDay, needsApproval } = terms;
  const casts =
    spells.length === 0 ? [] : [`It may cast ${joinWords(spells)}, at most ${castsPerDay} times in 24 hours.`];
  return {
    title: `Grant ${name} access`,
    sentences: [
      `${name} ${joinWords(scopes.map((scope) => scopeWords[scope]))}, until ${until}.`,
      ...casts,
      needsApproval
        ? "Each of its writes waits up to an hour until a person who is signed in approves it."
        : "Its writes need nobody's approval.",
      "It can never arm, grant, raise a limit, withdraw or set the trading state. One owner ends it at any time.",
    ],
    isDangerous: true,
  };
}
