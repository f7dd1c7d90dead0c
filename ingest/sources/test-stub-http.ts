import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FetchFailure, HttpAnswer, HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { PriceWindow, QuotesResult } from "./price-source.ts";

/** What a stub answers to a request: a body, or a failure of the client. */
export type StubReply = { readonly body: unknown } | { readonly failure: FetchFailure };
export type StubHttp = HttpClient & { readonly urls: string[]; readonly bodies: unknown[] };

/** The minute pair that the fixtures are of: 2021-05-19, 11:16 to 11:18 UTC. */
export const window: PriceWindow = { startMs: 1_621_422_960_000, endMs: 1_621_423_080_000 };
export const serverAtMs = window.endMs - 1_000;

/** An `HttpClient` that answers from a function. What is asked is written down. */
export function createStubHttp(
  reply: (url: string, body: unknown) => StubReply,
  dateMs: number | null = serverAtMs,
): StubHttp {
  const urls: string[] = [];
  const bodies: unknown[] = [];
  const ask = (url: string, body?: unknown): Result<HttpAnswer<unknown>, FetchFailure> => {
    urls.push(url);
    bodies.push(body);
    const said = reply(url, body);
    return "failure" in said ? err(said.failure) : ok({ body: said.body, serverAtMs: dateMs });
  };
  return {
    urls,
    bodies,
    getJson: async (url) => ask(url),
    postJson: async (url, body) => ask(url, body),
    getText: async () => err({ code: "bad-body", message: "no price source asks for text" }),
    calls: () => urls.length,
  };
}

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8"));
}

/** Quotes as a plain object, for tables; the failure of all as it is. */
export const asTable = (quotes: QuotesResult): unknown => (quotes.ok ? Object.fromEntries(quotes.value) : quotes);
