import { expect, test } from "vitest";
import { keyThumbprint, requestText, SignedRequest } from "./signed-request.ts";

const request = {
  vault: `0x${"a".repeat(40)}`,
  caller: `sign-in:${"1".repeat(32)}`,
  method: "put-trigger",
  body: "{}",
  counter: 1,
  expiresAtMs: 1_000,
  signature: "A".repeat(86),
};

test("the signed text, byte by byte", async () => {
  expect(await requestText(SignedRequest.parse(request))).toBe(
    [
      "Portent request 1",
      "method: put-trigger",
      `vault: 0x${"a".repeat(40)}`,
      `caller: sign-in:${"1".repeat(32)}`,
      "counter: 1",
      // echo -n '{}' | sha256sum
      "body: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      "expires: 1000",
    ].join("\n"),
  );
});

test.each<[string, object]>([
  ["another method", { method: "disarm" }],
  ["another vault", { vault: `0x${"b".repeat(40)}` }],
  ["another sign-in", { caller: `sign-in:${"2".repeat(32)}` }],
  ["an agent of the same id", { caller: `agent:${"1".repeat(32)}` }],
  ["another counter", { counter: 2 }],
  ["another body", { body: "{} " }],
  ["another expiry", { expiresAtMs: 1_001 }],
])("%s is another text", async (_what, change) => {
  const text = await requestText(SignedRequest.parse(request));
  expect(await requestText(SignedRequest.parse({ ...request, ...change }))).not.toBe(text);
});

test.each<[string, object]>([
  ["a line break in the method", { method: "view\nvault" }],
  ["a counter of zero", { counter: 0 }],
  ["a counter that is no whole number", { counter: 1.5 }],
  ["a counter that no number holds", { counter: 2 ** 53 }],
  ["a signature of another length", { signature: "A".repeat(85) }],
  ["a caller of no kind", { caller: "1".repeat(32) }],
  ["a field more", { more: 1 }],
])("%s is no request", (_what, change) => {
  expect(SignedRequest.safeParse({ ...request, ...change }).success).toBe(false);
});

test("a thumbprint is that of RFC 7638, and the same for the same key", async () => {
  // RFC 8037, A.3.
  const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  expect(await keyThumbprint({ kty: "OKP", crv: "Ed25519", x })).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
});
