import type { FetchFailure, HttpClient } from "../../contracts/http-client.ts";
import type { Result } from "../../contracts/result.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";

/** One reading, with the time that its source states. */
export type ContextReading = Pick<SignalSample, "value" | "unit" | "sampleAtMs"> & { readonly key: string };

/** `subjects`: what it is asked about, by the source's own name: an asset by its contract, a chain by its name. */
export type ContextSettings = {
  readonly baseUrl: string;
  readonly http: HttpClient;
  readonly subjects: ReadonlyMap<string, string>;
};

/** `refused`: rows that were there and could not be read, each with its reason. */
export type ContextAnswer = { readonly readings: readonly ContextReading[]; readonly refused: readonly string[] };
export type ContextFailure = FetchFailure | { readonly code: "bad-payload" | "refused"; readonly message: string };

/** Every source of market context is one file that gives one such function. */
export type FetchContext = (settings: ContextSettings) => Promise<Result<ContextAnswer, ContextFailure>>;
