import type { SignalKey } from "../../contracts/ids.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";
import type { Story } from "../../contracts/story.ts";
import type { WorldSnapshot } from "../../contracts/world.ts";
import { isMarketSignal } from "./markets.ts";

type Known = Pick<WorldSnapshot, "asOfMs" | "factors" | "anomalies" | "markets" | "context"> & {
  /** Stories that no earlier run knew. */
  readonly newStories: readonly Story[];
  /** Until when a reading of this run may be used. */
  readonly validUntilMs: number;
  /** Until when a factor may: it ends with the first story that it rests on. */
  readonly factorsUntilMs: number;
};

/** The signals of one run, in the order of the catalogue. */
export function toWorldSamples(known: Known): readonly SignalSample[] {
  const { asOfMs, factors, anomalies, markets, context, validUntilMs, factorsUntilMs } = known;
  const sample = (
    key: string,
    value: number,
    unit: SignalSample["unit"],
    change: Partial<SignalSample> = {},
  ): SignalSample => ({
    ...{ key: key as SignalKey, value, unit, sampleAtMs: asOfMs, validUntilMs, sources: [] },
    ...change,
  });
  const open = markets.filter(isMarketSignal);
  return [
    ...factors.map(({ factor, value, evidence }) =>
      sample(`factor.${factor}`, value, "score", {
        validUntilMs: factorsUntilMs,
        sources: evidence.map(({ eventId }) => eventId),
      }),
    ),
    ...toEventSamples(known),
    ...anomalies
      .filter(({ learning }) => !learning)
      .flatMap(({ category, up, down }) => [
        sample(`anomaly.${category}.up`, up, "score"),
        sample(`anomaly.${category}.down`, down, "score"),
      ]),
    ...open.flatMap(({ id, probability, shift, sampleAtMs, source }) => {
      const change = { sampleAtMs: Math.min(sampleAtMs, asOfMs), sources: [source] };
      return [
        sample(`market.${id}`, probability, "probability", change),
        ...(shift === null ? [] : [sample(`market-shift.${id}`, shift, "logit", change)]),
      ];
    }),
    ...context,
  ];
}

/**
 * `event.<category>` of every new story. It is known from this run on, whenever it was told: a sample of an earlier moment
 * would come too late for everybody. Two samples of one key and time are one, so those of one category lie a millisecond
 * apart, each before the next by its id.
 */
function toEventSamples({ newStories, asOfMs, validUntilMs }: Known): readonly SignalSample[] {
  const byCategory = Map.groupBy(
    newStories.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ category }) => category,
  );
  return [...byCategory].flatMap(([category, stories]) =>
    stories.map((story, index) => ({
      key: `event.${category}` as SignalKey,
      value: story.severity,
      unit: "score" as const,
      sampleAtMs: asOfMs - (stories.length - 1 - index),
      validUntilMs,
      sources: [story.id],
    })),
  );
}
