import { expect, test } from "vitest";
import { describeRefusal } from "./vault-api.ts";

const problem = (code: string, detail: string, fault?: object) => ({
  type: `/docs/errors#${code}`,
  code,
  title: "t",
  status: 422,
  detail,
  ...(fault && { fault }),
});

test.each<[string, number, unknown, boolean, string, RegExp]>([
  [
    "a fault of the vault",
    422,
    problem("vault-refused", "x", { code: "not-an-owner", message: "0x1 did not sign" }),
    true,
    "refused",
    /not one of an owner of this Safe\. \(0x1 did not sign\)/,
  ],
  [
    "a refusal that says it all",
    422,
    problem("vault-refused", "x", { code: "refused", message: "the cast has ended: FINALIZED" }),
    true,
    "refused",
    /^The cast has ended: FINALIZED\.$/,
  ],
  [
    "a chain that does not answer refuses before anything is done",
    503,
    problem("unavailable", "x", { code: "chain-unreachable", message: "no node" }),
    true,
    "unreachable",
    /chain does not answer/,
  ],
  ["a mistake in the request", 400, problem("bad-request", "no body"), true, "refused", /no body/],
  ["a failure behind a write", 503, problem("unavailable", "x"), true, "unknown", /may have been done/],
  ["a failure behind a read", 503, problem("unavailable", "x"), false, "unreachable", /Nothing was sent/],
  ["anything else that breaks a write", 502, "<html>", true, "unknown", /may have been done/],
  ["anything else that is refused", 404, null, true, "refused", /answered 404/],
])("%s", (_what, status, json, isWrite, kind, detail) => {
  expect(describeRefusal(status, json, isWrite)).toMatchObject({ kind, detail: expect.stringMatching(detail) });
});
