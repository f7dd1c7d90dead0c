import type { WorldEvent } from "../../contracts/event.ts";
import type { FetchFailure, GetJson } from "../../contracts/get-json.ts";
import type { Result } from "../../contracts/result.ts";

export type EventWindow = { readonly fromMs: number; readonly toMs: number };
export type EventSourceSettings = { readonly baseUrl: string; readonly timeoutMs: number; readonly getJson: GetJson };
export type EventsFailure = FetchFailure | { readonly code: "bad-payload"; readonly message: string };

/** What a source gave: events in the one shape, and how many rows it had to refuse. */
export type EventsAnswer = { readonly events: readonly WorldEvent[]; readonly refusedRows: number };

/** Every event source is one file that gives one such function: events that were known in `[fromMs, toMs]`. */
export type FetchEvents = (
  window: EventWindow,
  settings: EventSourceSettings,
) => Promise<Result<EventsAnswer, EventsFailure>>;
