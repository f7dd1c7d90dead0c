import type { FetchFailure, HttpAnswer, HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";

/** An answer that a test gives: a body, text, or a failure. */
export type StubAnswer = { readonly json: unknown } | { readonly text: string } | { readonly fail: FetchFailure };

/** A client that answers from a function of the address and notes what was asked. A source is tested against what a client can give it. */
export function stubClient(answer: (url: string) => StubAnswer): HttpClient & { readonly asked: string[] } {
  const asked: string[] = [];
  const give = async <Body>(
    url: string,
    read: (given: StubAnswer) => Body | undefined,
  ): Promise<Result<HttpAnswer<Body>, FetchFailure>> => {
    asked.push(url);
    const given = answer(url);
    if ("fail" in given) return err(given.fail);
    const body = read(given);
    return body === undefined ? err({ code: "bad-body", message: "not JSON" }) : ok({ body, serverAtMs: null });
  };
  const json = (given: StubAnswer): unknown => ("json" in given ? given.json : undefined);
  return {
    asked,
    getJson: (url) => give(url, json),
    getText: (url) => give(url, (given) => ("text" in given ? given.text : undefined)),
    postJson: (url) => give(url, json),
    calls: () => asked.length,
  };
}

/** What every source has to pass on as it came. */
export const failures: readonly FetchFailure[] = [
  { code: "timeout", message: "no answer within 1000 ms" },
  { code: "rate-limited", message: "429, retry after 53 s" },
  { code: "http-status", message: "500" },
  { code: "bad-body", message: "an HTML page" },
  { code: "over-budget", message: "20 calls made" },
];
