import fc from "fast-check";
import type { NaiveTrigger } from "./test-naive-input.ts";
import { compareStanding } from "./test-naive-rivalry.ts";
import { type RandomScene, randomCondition, writeDuration } from "./test-random-conditions.ts";

/** Triggers over all life fields. Their groups and inhibitions never go round in a circle. */
export function randomTriggers(
  scene: RandomScene,
  { startMs, spanMs }: { readonly startMs: number; readonly spanMs: number },
): fc.Arbitrary<NaiveTrigger[]> {
  const moment = fc.integer({ min: 0, max: spanMs / 30_000 }).map((halfMinutes) => startMs + halfMinutes * 30_000);
  const trigger = fc
    .record({
      when: randomCondition(scene),
      clearWhen: inPercent(25, randomCondition(scene, 1)),
      for: inPercent(40, duration),
      keepFor: inPercent(40, duration),
      mode: fc.constantFrom<("once" | "repeat" | undefined)[]>("repeat", "repeat", "repeat", "once", undefined),
      cooldown: inPercent(
        35,
        fc.integer({ min: 0, max: 60 }).map((minutes) => writeDuration(minutes * 60_000)),
      ),
      maxFires: inPercent(25, fc.integer({ min: 1, max: 4 })),
      noData: inPercent(
        75,
        fc.constantFrom<NonNullable<NaiveTrigger["noData"]>[]>("hold", "clear", "clear", "disarm", "fire", "fire"),
      ),
      maxStaleness: inPercent(35, fc.constantFrom("30s", "2m", "6m", "15m", "1h")),
      validFromMs: inPercent(15, moment),
      validForMs: inPercent(
        15,
        fc.integer({ min: 10, max: 400 }).map((halfMinutes) => halfMinutes * 30_000),
      ),
      isIso: fc.boolean(),
      priority: inPercent(50, fc.constantFrom<NonNullable<NaiveTrigger["priority"]>[]>("opportunistic", "protective")),
      group: inPercent(40, fc.constantFrom("g1", "g2")),
      action: fc.constantFrom(undefined, notify, cast),
      inhibitors: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }) },
      ),
    })
    .map(({ inhibitors, ...fields }) => ({ inhibitors, fields: settleFields(fields, startMs) }));
  return fc.array(trigger, { minLength: 1, maxLength: 14, size: "max" }).map((list) => {
    const triggers = list.map(({ fields }, i): NaiveTrigger => ({ id: `t${i}`, ...fields }));
    list.forEach(({ inhibitors }, i) => {
      for (const at of inhibitors) inhibit(triggers, i, at % list.length);
    });
    return triggers;
  });
}

type Drawn = { readonly [K in Exclude<keyof NaiveTrigger, "id" | "when">]?: NaiveTrigger[K] | undefined } & {
  readonly when: string;
  readonly validFromMs: number | undefined;
  readonly validForMs: number | undefined;
  readonly isIso: boolean;
};

/** Leaves out what is not given, and makes a trigger that fires without data protective, as it must be. */
function settleFields({ isIso, validFromMs, validForMs, ...rest }: Drawn, startMs: number): Omit<NaiveTrigger, "id"> {
  const write = (ms: number): number | string => (isIso ? writeIso(ms) : ms);
  const fields = {
    ...rest,
    priority: rest.noData === "fire" ? "protective" : rest.priority,
    validFrom: validFromMs === undefined ? undefined : write(validFromMs),
    validUntil: validForMs === undefined ? undefined : write((validFromMs ?? startMs) + validForMs),
  };
  return { when: rest.when, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

const cast = { type: "cast" as const, spell: "withdraw", params: {}, deadline: "10m" };
const notify = { type: "notify" as const };

const duration = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((minutes) => `${minutes}m`),
  fc.integer({ min: 1, max: 20 }).map((count) => `${count * 30}s`),
);

/** Present in so many of a hundred. */
export const inPercent = <T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary });

/** Lets the `at`-th trigger forbid the `index`-th, unless what becomes of the one already hangs on the other. */
function inhibit(triggers: NaiveTrigger[], index: number, at: number): void {
  const [trigger, inhibitor] = [triggers[index], triggers[at]];
  if (trigger === undefined || inhibitor === undefined || hangsOn(triggers, inhibitor, trigger)) return;
  triggers[index] = { ...trigger, inhibitedBy: [...new Set([...(trigger.inhibitedBy ?? []), inhibitor.id])] };
}

/** A trigger hangs on itself, on those that inhibit it, and on those that go before it in its group. */
function hangsOn(triggers: readonly NaiveTrigger[], trigger: NaiveTrigger, other: NaiveTrigger): boolean {
  if (trigger === other) return true;
  return triggers.some((next) => {
    const isRival = trigger.group !== undefined && next.group === trigger.group && compareStanding(next, trigger) < 0;
    return (isRival || trigger.inhibitedBy?.includes(next.id)) && hangsOn(triggers, next, other);
  });
}

function writeIso(ms: number): string {
  return new Date(ms + 2 * 3_600_000).toISOString().replace("Z", "+02:00");
}
