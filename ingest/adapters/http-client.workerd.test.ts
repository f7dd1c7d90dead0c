import { expect, test } from "vitest";
import { fetchChainlinkQuotes } from "../sources/chainlink.ts";
import { createHttpClient, type HttpClientSettings } from "./http-client.ts";

/** workerd's own streams and cancellation; the outside is down here, so that answers are made in place. */
const clientOf = (
  answer: (init: RequestInit) => Response | Promise<Response>,
  more: Partial<HttpClientSettings> = {},
) =>
  createHttpClient({
    timeoutMs: 200,
    budget: 5,
    sleep: async () => {},
    fetch: (async (_input: unknown, init: RequestInit) => answer(init)) as typeof fetch,
    ...more,
  });
const url = "https://source.example/";

test("the real fetch, with the outside down: asked three times", async () => {
  const http = createHttpClient({ timeoutMs: 2_000, budget: 5, sleep: async () => {} });
  expect(await http.getJson(url)).toEqual({ ok: false, error: { code: "http-status", message: "HTTP 503" } });
  expect(http.calls()).toBe(3);
});

test("an endless body is cut off", async () => {
  let isCancelled = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => {
        isCancelled = true;
      },
    });
  const http = clientOf(() => new Response(endless()), { bodyBytesMax: 1_000_000 });
  expect(await http.getText(url)).toMatchObject({ ok: false, error: { code: "bad-body" } });
  expect(isCancelled).toBe(true);
});

test("an answer that never comes is given up", async () => {
  const http = clientOf(
    ({ signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted")))),
    { retriesMax: 0 },
  );
  expect(await http.getJson(url)).toMatchObject({ ok: false, error: { code: "timeout" } });
});

test("a redirect is not followed", async () => {
  const http = clientOf(() => new Response(null, { status: 302, headers: { location: "https://b.example/" } }));
  expect(await http.getJson(url)).toMatchObject({ ok: false, error: { code: "redirected" } });
});

test("a source that reads contracts runs here", async () => {
  const body = { jsonrpc: "2.0", id: 1, error: { code: -32000, message: "header not found" } };
  const http = clientOf(() => Response.json(body));
  const feed = "0x00000000000000000000000000000000000000A1";
  const window = { startMs: 0, endMs: 120_000 };
  expect(await fetchChainlinkQuotes([feed], window, { baseUrl: url, http, chainId: 1 })).toMatchObject({
    ok: false,
    error: { code: "unreachable" },
  });
});
