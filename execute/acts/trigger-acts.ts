import { ok } from "../../contracts/result.ts";
import { conditionWindowMsMax } from "../../contracts/trigger.ts";
import { checkNewTrigger } from "../core/check-new-trigger.ts";
import { checkTriggerSpell } from "../core/check-trigger-spell.ts";
import { type PerformAct, refuse } from "./act-deps.ts";

const conditionsChanged = { conditionsChanged: true };

const putTrigger: PerformAct<"put-trigger"> = async ({ trigger }, deps) => {
  const { catalogue, cadenceMs } = deps;
  const fault = checkNewTrigger(trigger, {
    held: deps.triggers.list().map((held) => held.trigger),
    compile: { catalogue, cadenceMs, windowMsMax: conditionWindowMsMax },
    checkAction: checkTriggerSpell,
  });
  if (fault !== null) return refuse("bad-body", `${fault.field}: ${fault.message}`);
  let version = 0;
  const work = () => {
    version = deps.triggers.put(trigger).version;
  };
  deps.commit(`trigger ${trigger.id}: ${trigger.when}`, work, conditionsChanged);
  return ok({ triggerId: trigger.id, version });
};

const removeTrigger: PerformAct<"remove-trigger"> = async ({ triggerId }, deps) => {
  if (deps.triggers.find(triggerId) === undefined) return refuse("refused", `there is no trigger ${triggerId}`);
  deps.commit(`trigger ${triggerId}: removed`, () => deps.triggers.remove(triggerId), conditionsChanged);
  return ok({ triggerId });
};

const setTriggerEnabled: PerformAct<"set-trigger-enabled"> = async ({ triggerId, enabled }, deps) => {
  if (deps.triggers.find(triggerId) === undefined) return refuse("refused", `there is no trigger ${triggerId}`);
  const work = () => deps.triggers.setEnabled(triggerId, enabled);
  deps.commit(`trigger ${triggerId}: ${enabled ? "on" : "off"}`, work, conditionsChanged);
  return ok({ triggerId, enabled });
};

export const triggerActs = {
  "put-trigger": putTrigger,
  "remove-trigger": removeTrigger,
  "set-trigger-enabled": setTriggerEnabled,
};
