import type { AgentTerms } from "../../../contracts/vault-access.ts";
import type { VaultFault } from "../../../contracts/vault-fault.ts";
import { readActBody } from "../act.ts";
import type { ActName } from "../act-bodies.ts";
import { agentScopes } from "./act-proofs.ts";
import { castsPerDayAtMost } from "./casts-per-day.ts";

export type AgentAct = {
  readonly action: ActName;
  readonly bodyText: string;
  readonly terms: AgentTerms;
  /** Of the trigger that the act is about: whether another than this agent wrote it. */
  readonly isOthersTrigger: (triggerId: string) => boolean;
  readonly cadenceMs: number;
};

/** What an act would use of `castsPerDay`, or why the grant does not cover it. */
export type AgentVerdict =
  | { readonly ok: true; readonly casts: number }
  | { readonly ok: false; readonly error: VaultFault };

/** What an agent may do is what its terms name: scope, spells, and triggers that it wrote itself. */
export function checkAgentAct(act: AgentAct): AgentVerdict {
  const { action, terms } = act;
  const scope = agentScopes[action];
  if (scope === undefined) return outOfScope(`${action} is no act of agents`);
  if (!terms.scopes.includes(scope)) return outOfScope(`${action} needs the scope ${scope}`);
  if (action === "request-cast") {
    const body = readActBody(action, act.bodyText);
    return body.ok ? (checkSpell(body.value.spell, terms) ?? { ok: true, casts: 1 }) : body;
  }
  if (action === "put-trigger") {
    const body = readActBody(action, act.bodyText);
    if (!body.ok) return body;
    const { trigger } = body.value;
    const spell = trigger.action.type === "cast" ? checkSpell(trigger.action.spell, terms) : undefined;
    return spell ?? checkTrigger(trigger.id, act) ?? { ok: true, casts: castsPerDayAtMost(trigger, act.cadenceMs) };
  }
  const body = readActBody(action as "remove-trigger" | "set-trigger-enabled", act.bodyText);
  return body.ok ? (checkTrigger(body.value.triggerId, act) ?? { ok: true, casts: 0 }) : body;
}

const checkSpell = (spell: string, terms: AgentTerms): AgentVerdict | undefined =>
  terms.spells.includes(spell) ? undefined : outOfScope(`the grant does not name the spell ${spell}`);

const checkTrigger = (triggerId: string, { isOthersTrigger }: AgentAct): AgentVerdict | undefined =>
  isOthersTrigger(triggerId) ? outOfScope(`the trigger ${triggerId} is not one of this agent's`) : undefined;

const outOfScope = (message: string): AgentVerdict => ({ ok: false, error: { code: "out-of-scope", message } });
