import { expect, test } from "vitest";
import { isKeptRoute } from "./kept-route.ts";

const origin = "https://portent.example";
const vault = `0x${"ab".repeat(20)}`;
const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  isKeptRoute({ method: "GET", url: `${origin}${path}`, ...init, headers: new Headers(init.headers) }, origin);

test.each([
  ...[
    "prices",
    "world",
    "factors",
    "clusters",
    "cascades",
    "pipeline",
    "freshness",
    "assets",
    "signals",
    "spells",
    "events",
    "stories",
    "relations",
  ],
  ...["prices/history?minutes=1440", "clusters?view=slow", "clusters?view=fast&atMs=1", "clusters/lineage?days=7"],
])("/v1/%s is kept", (path) => {
  expect(ask(`/v1/${path}`)).toBe(true);
});

test.each([
  `/v1/vaults/${vault}`,
  `/v1/vaults/${vault}/positions`,
  `/v1/vaults/${vault}/nonce`,
  `/v1/owners/${vault}/vaults`,
  "/v1/triggers/preview",
  "/v1/exports",
  "/v1/exports/prices/part-0.arrow",
  "/v1/live?topic=public",
  "/v1/console",
  "/v1/prices/",
  `/v1/prices?vault=${vault}`,
  `/v1/spells?for=${vault}`,
  "/v1/world?token=secret",
  "/v1/clusters?view=0123456789abcdef",
  "/",
  "/metrics",
])("%s is not", (path) => {
  expect(ask(path)).toBe(false);
});

test("nor what is asked with a proof, another method, or of another host", () => {
  expect(ask("/v1/prices", { headers: { authorization: "Bearer x" } })).toBe(false);
  expect(ask("/v1/prices", { method: "POST" })).toBe(false);
  expect(
    isKeptRoute({ method: "GET", url: "https://elsewhere.example/v1/prices", headers: new Headers() }, origin),
  ).toBe(false);
});
