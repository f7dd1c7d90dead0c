import type { FetchFailure, HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { collectEvents, type EventsAnswer, type ReadRow } from "../core/collect-events.ts";

export type EventWindow = { readonly fromMs: number; readonly toMs: number };
export type EventSourceSettings = { readonly baseUrl: string; readonly http: HttpClient };
/** `bad-payload`: an answer came, and is not what the source is known to say. */
export type EventsFailure = FetchFailure | { readonly code: "bad-payload"; readonly message: string };
export type { EventsAnswer };

/**
 * Every event source is one file that gives one such function: events that were published in `[fromMs, toMs]`. `fetchedAtMs`
 * of an event is `toMs`, so that a repeat of a run gives the same events. `Extra`: what this source needs besides.
 */
export type FetchEvents<Extra = unknown> = (
  window: EventWindow,
  settings: EventSourceSettings & Extra,
) => Promise<Result<EventsAnswer, EventsFailure>>;

export const badPayload = (message: string): { readonly ok: false; readonly error: EventsFailure } =>
  err({ code: "bad-payload", message });

/** The rows of a source as its answer. `what` names the source in a failure. */
export function answerWith(
  what: string,
  rows: readonly ReadRow[],
  window: EventWindow,
  missing: readonly string[] = [],
): Result<EventsAnswer, EventsFailure> {
  const collected = collectEvents(rows, window, missing);
  return collected.ok ? ok(collected.value) : badPayload(`${what}: ${collected.error}`);
}
