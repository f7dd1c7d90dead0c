import { accessActs } from "../acts/access-acts.ts";
import {
  type ActDeps,
  type ActHandlers,
  type ActResult,
  type DelegatedAct,
  type PerformAct,
  refuse,
} from "../acts/act-deps.ts";
import { armActs } from "../acts/arm-acts.ts";
import { disarmActs } from "../acts/disarm-acts.ts";
import { openActs } from "../acts/open-acts.ts";
import { triggerActs } from "../acts/trigger-acts.ts";
import { withdrawalActs } from "../acts/withdrawal-acts.ts";
import { readActBody } from "../core/act.ts";
import { type ActName, isActName } from "../core/act-bodies.ts";

const ownActs: { readonly [Name in Exclude<ActName, DelegatedAct>]: PerformAct<Name> } = {
  ...openActs,
  ...armActs,
  ...disarmActs,
  ...triggerActs,
  ...accessActs,
  ...withdrawalActs,
};

/** Performs an act whose proof was checked. The acts of other parts are in `handlers`. */
export async function performAct(name: string, bodyText: string, deps: ActDeps, handlers: ActHandlers): ActResult {
  if (!isActName(name)) return refuse("unknown-method", `there is no act ${name}`);
  if (name !== "open" && deps.roles() === undefined) {
    return refuse("not-open", "no Roles modifier is known for it");
  }
  const body = readActBody(name, bodyText);
  if (!body.ok) return body;
  const perform = ({ ...ownActs, ...handlers } as Readonly<Record<string, PerformAct<ActName> | undefined>>)[name];
  if (perform === undefined) return refuse("unavailable", `this vault cannot ${name} yet`);
  return perform(body.value, deps);
}
