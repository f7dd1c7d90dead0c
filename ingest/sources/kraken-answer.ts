import { z } from "zod";
import type { SourceFailure } from "./price-source.ts";
import { badPayload } from "./read-rows.ts";

const Envelope = z.object({ error: z.array(z.string()), result: z.record(z.string(), z.unknown()).optional() });

export type KrakenAnswer =
  | { readonly kind: "result"; readonly result: ReadonlyMap<string, unknown> }
  | { readonly kind: "unknown-pair" | "failure"; readonly error: SourceFailure };

/**
 * Kraken says everything with HTTP 200; `error` starts with E for an error and W for a warning. `unknown-pair` means that
 * one of the pairs is none: it voids the answer for all. The others are failures of the service, in its own words.
 */
export function readKrakenAnswer(body: unknown): KrakenAnswer {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return { kind: "failure", error: badPayload("Kraken's answer", envelope.error).error };
  const errors = envelope.data.error.filter((text) => !text.startsWith("W"));
  if (errors.length === 0) return { kind: "result", result: new Map(Object.entries(envelope.data.result ?? {})) };
  const message = errors.join("; ").slice(0, 200);
  if (errors.some((text) => text.startsWith("EQuery:Unknown asset pair"))) {
    return { kind: "unknown-pair", error: { code: "refused", message } };
  }
  const isLimit = errors.some((text) => /rate limit|too many requests|throttled/i.test(text));
  const isDown = errors.some((text) => text.startsWith("EService:"));
  return { kind: "failure", error: { code: isLimit ? "rate-limited" : isDown ? "unreachable" : "refused", message } };
}
