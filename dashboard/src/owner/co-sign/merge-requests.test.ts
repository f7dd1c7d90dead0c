import { expect, test } from "vitest";
import type { CoSignRequest } from "./co-sign-request.ts";
import { mergeRequests } from "./merge-requests.ts";
import { actRequest, one, signedBy, two, txRequest } from "./test-request.ts";

const own = await signedBy(txRequest(), one);
const both = await signedBy(own, two);
const otherVault = { ...(await signedBy(txRequest(), two)), vault: `0x${"b".repeat(40)}` } as CoSignRequest;

test.each<[what: string, given: CoSignRequest, expected: number | RegExp]>([
  ["with a signature more", both, 2],
  ["with another signature alone", await signedBy(txRequest(), two), 2],
  ["without a new one", own, /not here already/],
  ["without any", txRequest(), /not here already/],
  ["of another transaction", await signedBy(txRequest({ value: "6" }), two), /something else/],
  ["of another number", await signedBy(txRequest({ nonce: "4" }), two), /something else/],
  ["of another Safe", otherVault, /something else/],
  ["of another chain", { ...both, chainId: 1 }, /something else/],
  ["of an act", await signedBy(actRequest(), two), /something else/],
])("a copy %s", (_what, given, expected) => {
  const merged = mergeRequests(own, given);
  if (typeof expected === "number") expect(merged.ok && merged.value.signatures.length).toBe(expected);
  else expect(merged).toEqual({ ok: false, error: expect.stringMatching(expected) });
});
