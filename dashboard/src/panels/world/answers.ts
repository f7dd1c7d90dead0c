import { z } from "zod";
import { WorldEvent } from "../../../../contracts/event.ts";
import { FactorReading } from "../../../../contracts/factor-reading.ts";
import { Story } from "../../../../contracts/story.ts";
import { TimeMs } from "../../../../contracts/time.ts";
import { MarketReading, RelationReading } from "../../../../contracts/world.ts";

const range = { fromMs: TimeMs, toMs: TimeMs };

/** An event as it is stored: without its headline and its link once their licence has ended. */
export const StoredEvent = WorldEvent.extend({ title: z.string().nullable(), category: z.string() });
export type StoredEvent = z.infer<typeof StoredEvent>;

/** The answer of `/v1/events`: the newest first; `nextCursor` leads to the older ones. */
export const EventsPage = z.object({ ...range, events: z.array(StoredEvent), nextCursor: z.string().nullable() });
export type EventsPage = z.infer<typeof EventsPage>;

/** A story as it is stored: without its title once the licence has ended. */
export const StoredStory = Story.extend({ title: z.string().nullable() });
export type StoredStory = z.infer<typeof StoredStory>;

/** The answer of `/v1/stories`: those of every state, the latest told first. */
export const StoriesAnswer = z.object({ ...range, stories: z.array(StoredStory) });

const Evidence = FactorReading.shape.evidence.element.omit({ title: true });
/** A factor at one run. The headlines of its evidence stand with the events. */
export const FactorPoint = z.object({
  asOfMs: TimeMs,
  validUntilMs: TimeMs,
  value: FactorReading.shape.value,
  evidence: z.array(Evidence),
});
export type FactorPoint = z.infer<typeof FactorPoint>;

/** The answer of `/v1/factors/:factor/history`, in time order. */
export const FactorHistory = z.object({ ...range, points: z.array(FactorPoint) });

/** The answer of `/v1/markets/:id/history`, in time order. */
export const MarketHistory = z.object({
  ...range,
  points: z.array(
    MarketReading.pick({
      sampleAtMs: true,
      probability: true,
      logit: true,
      shift: true,
      volumeUsd: true,
      state: true,
    }),
  ),
});

/** The answer of `/v1/relations`: the latest run, those of the lowest q-value first. */
export const RelationsAnswer = z.object({ asOfMs: TimeMs.nullable(), relations: z.array(RelationReading) });
