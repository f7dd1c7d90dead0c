import { parseDurationMs } from "../../../../contracts/time.ts";
import type { Trigger } from "../../../../contracts/trigger.ts";
import { durationWords } from "../../format/duration-words.ts";
import { joinWords } from "../../format/join-words.ts";
import type { ActWords } from "../../host/owner.ts";

export const nameOf = ({ name, id }: Pick<Trigger, "name" | "id">): string => name ?? id;

const isNone = (text: string): boolean => (parseDurationMs(text) ?? 0) === 0;

/** What it does, as a sentence's end: "casts ironvine within 30 m". */
export function actionWords({ action }: Pick<Trigger, "action">): string {
  return action.type === "notify" ? "tells you" : `casts ${action.spell} within ${durationWords(action.deadline)}`;
}

/** A trigger in sentences: when, what, how often. */
export function triggerSentences(trigger: Trigger): readonly string[] {
  const { when, clearWhen, for: holdsFor, keepFor, mode, cooldown, maxFires, priority, noData } = trigger;
  const held = isNone(holdsFor) ? "" : ` has held for ${durationWords(holdsFor)}`;
  const clear = clearWhen === undefined ? "the condition is false" : clearWhen;
  const kept = isNone(keepFor) ? "" : ` for ${durationWords(keepFor)}`;
  const limits = [
    ...(isNone(cooldown) ? [] : [`at most every ${durationWords(cooldown)}`]),
    ...(maxFires === undefined ? [] : [`at most ${maxFires} ${maxFires === 1 ? "time" : "times"}`]),
  ];
  const often =
    mode === "once"
      ? "It fires once."
      : `It fires again and again${limits.length === 0 ? "" : `, ${joinWords(limits)}`}.`;
  return [
    `When ${when}${held}, it ${actionWords(trigger)}.`,
    often,
    ...(mode === "repeat" ? [`It re-arms when ${clear}${kept}.`] : []),
    ...(priority === "protective" ? ["It is protective: its cast can only reduce what is at risk."] : []),
    ...(noData === "fire" ? ["It fires, too, when its data stays away."] : []),
  ];
}

/** Only a cast moves something. */
export const castsSomething = ({ action }: Pick<Trigger, "action">): boolean => action.type === "cast";

export function saveWords(trigger: Trigger, replaced: number | null): ActWords {
  const name = nameOf(trigger);
  const begins =
    replaced === null
      ? "It is armed as soon as the vault has it."
      : `It takes the place of version ${replaced} and begins anew, armed: its fires are counted from 0.`;
  return {
    title: replaced === null ? `Arm “${name}”` : `Save “${name}”`,
    sentences: [...triggerSentences(trigger), begins],
    isDangerous: castsSomething(trigger),
  };
}

export function enableWords(trigger: Trigger, enabled: boolean): ActWords {
  const name = nameOf(trigger);
  return enabled
    ? {
        title: `Arm “${name}”`,
        sentences: [...triggerSentences(trigger), "It begins as not yet cleared where it has fired before."],
        isDangerous: castsSomething(trigger),
      }
    : {
        title: `Disarm “${name}”`,
        sentences: ["It is kept, and fires no more until you arm it again.", ...protectionEnds(trigger)],
        isDangerous: trigger.priority === "protective",
      };
}

export function removeWords(trigger: Trigger): ActWords {
  return {
    title: `Remove “${nameOf(trigger)}”`,
    sentences: [
      "The vault forgets it. This page keeps it until you leave, and can put it back as a new one.",
      ...protectionEnds(trigger),
    ],
    isDangerous: trigger.priority === "protective",
  };
}

export function restoreWords(trigger: Trigger): ActWords {
  return {
    title: `Put “${nameOf(trigger)}” back`,
    sentences: [...triggerSentences(trigger), "It begins anew: its fires are counted from 0."],
    isDangerous: castsSomething(trigger),
  };
}

const protectionEnds = ({ priority }: Trigger): string[] =>
  priority === "protective" ? ["It is protective: what it protects is unprotected then."] : [];
