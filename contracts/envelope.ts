import { z } from "zod";
import { MessageId, TraceId } from "./ids.ts";
import { TimeMs } from "./time.ts";

/**
 * What every queued message is wrapped in. `id` is deterministic (idempotency), `schema` and `version` name the
 * body's contract, `eventTimeMs` is when the content was true (never when it arrived), `traceId` runs through
 * all stages.
 */
export function envelopeOf<Name extends string, Version extends number, Body extends z.ZodType>(
  schema: Name,
  version: Version,
  body: Body,
) {
  return z.strictObject({
    id: MessageId,
    schema: z.literal(schema),
    version: z.literal(version),
    eventTimeMs: TimeMs,
    traceId: TraceId,
    body,
  });
}

/** The outer shape that any message has, whatever its body. */
export type Envelope<Body = unknown> = {
  id: MessageId;
  schema: string;
  version: number;
  eventTimeMs: number;
  traceId: TraceId;
  body: Body;
};
