import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { listStops, parseNaiveCondition } from "./test-naive-expression.ts";
import { type NaiveFire, type NaiveInput, type NaiveTrigger, readDurationMs } from "./test-naive-input.ts";
import { recordFire, startLife, stepLife, waitForClear } from "./test-naive-life.ts";
import { settleRivalry } from "./test-naive-rivalry.ts";
import { buildNaiveMarket } from "./test-naive-sources.ts";
import { judge, moveStops, restartStops, type StopState } from "./test-naive-truth.ts";
import { type NaiveView, openNaiveView } from "./test-naive-values.ts";

export type { NaiveFile, NaiveFire, NaiveInput, NaiveSignal, NaiveTrigger } from "./test-naive-input.ts";

/**
 * The fires of a replay, ordered by time, then trigger id by code point: brute force over the raw rows, written from
 * the contract alone, to be compared with the engine. It shares no code with it. What a replay refuses, it throws at.
 */
export function naiveReplay(input: NaiveInput): NaiveFire[] {
  const market = buildNaiveMarket(input);
  const views = new Map<number | null, NaiveView>();
  const players = input.triggers.map((trigger) => {
    const maxStalenessMs = trigger.maxStaleness === undefined ? null : readDurationMs(trigger.maxStaleness);
    const view = views.get(maxStalenessMs) ?? openNaiveView(market, maxStalenessMs);
    views.set(maxStalenessMs, view);
    return preparePlayer(trigger, view);
  });
  const fires: NaiveFire[] = [];
  market.times.forEach((t, index) => {
    const rivals = players.map((player) => {
      const { trigger, view, when, clearWhen, stops, life } = player;
      moveStops(view, stops, index);
      const wouldFire = stepLife(life, trigger, {
        t,
        cadenceMs: market.cadenceMs,
        when: judge(view, when, stops, index),
        clearWhen: clearWhen === undefined ? null : judge(view, clearWhen, stops, index),
      });
      return { ...player, wouldFire, isWaiting: life.isWaiting };
    });
    const { fired, absorbed } = settleRivalry(rivals);
    for (const { trigger, view, stops, life } of fired) {
      recordFire(life, trigger, t);
      restartStops(view, stops, index);
      fires.push({ trigger: trigger.id, at: t });
    }
    for (const { view, stops, life } of absorbed) {
      waitForClear(life);
      restartStops(view, stops, index);
    }
  });
  return fires.sort((a, b) => a.at - b.at || compareCodePoints(a.trigger, b.trigger));
}

function preparePlayer(trigger: NaiveTrigger, view: NaiveView) {
  const when = parseNaiveCondition(trigger.when);
  const clearWhen = trigger.clearWhen === undefined ? undefined : parseNaiveCondition(trigger.clearWhen);
  const listed = [when, clearWhen].flatMap((truth) => (truth === undefined ? [] : listStops(truth)));
  const stops = new Map(listed.map((stop): [typeof stop, StopState] => [stop, { peak: null, verdict: false }]));
  return { trigger, view, when, clearWhen, stops, life: startLife() };
}
