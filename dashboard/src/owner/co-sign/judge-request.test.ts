import { expect, test } from "vitest";
import type { CoSignRequest } from "./co-sign-request.ts";
import { judgeRequest, type SafeFacts } from "./judge-request.ts";
import { readSigners, withSafeV } from "./read-signers.ts";
import { actRequest, one, signedBy, three, two, txRequest } from "./test-request.ts";

const [first, second] = [one, two].map(({ address }) => address.toLowerCase()) as [string, string];
const facts: SafeFacts = { owners: [first, second], threshold: 2, nonce: 3n, delegateCodeHash: null };
const batcher = "0xcdbdcec38d2f1c7d961b0029ff8416b7e86e9974d6f0e9c9580c7d17fcfb6663";

const judge = async (request: CoSignRequest, change: Partial<SafeFacts> = {}, nowWallMs = 0) =>
  judgeRequest(request, await readSigners(request), { ...facts, ...change }, nowWallMs);

test.each<[what: string, request: CoSignRequest, expected: object]>([
  ["nobody", txRequest(), { missing: 2, waiting: [first, second], before: 0n }],
  ["one of two", await signedBy(txRequest(), two), { missing: 1, waiting: [first] }],
  ["both, in whatever order", await signedBy(txRequest(), two, one), { missing: 0, waiting: [] }],
  ["an act", await signedBy(actRequest(), one), { missing: 1, before: 0n }],
  ["one whose turn comes later", txRequest({ nonce: "5" }), { before: 2n }],
])("who has signed: %s", async (_what, request, expected) => {
  expect(await judge(request)).toMatchObject({ ok: true, value: expected });
});

const foreign = await signedBy(txRequest({ value: "6" }), one);
test.each<[what: string, request: CoSignRequest, change: Partial<SafeFacts>, nowWallMs: number, words: RegExp]>([
  ["a stranger's signature", await signedBy(txRequest(), three), {}, 0, /who is no owner of this Safe/],
  ["a signature of something else", { ...txRequest(), signatures: foreign.signatures }, {}, 0, /who is no owner/],
  ["bytes that are none", { ...txRequest(), signatures: [`0x${"f".repeat(130)}`] }, {}, 0, /of something else/],
  ["the same twice", await signedBy(txRequest(), one, one), {}, 0, /is in it twice/],
  ["an owner who was removed", await signedBy(txRequest(), one), { owners: [second] }, 0, /no owner/],
  ["a number that was used", txRequest(), { nonce: 4n }, 0, /is at transaction 4, and this is number 3/],
  ["an act whose time is over", actRequest(), {}, 1_000, /five minutes/],
  ["a refund for gas", txRequest({ gasPrice: "1" }), {}, 0, /pay somebody for gas/],
  [
    "a delegate call to who knows what",
    txRequest({ operation: 1 }),
    { delegateCodeHash: `0x${"1".repeat(64)}` },
    0,
    /does not know/,
  ],
  ["a delegate call to no contract", txRequest({ operation: 1 }), {}, 0, /does not know/],
])("refused: %s", async (_what, request, change, nowWallMs, words) => {
  expect(await judge(request, change, nowWallMs)).toEqual({ ok: false, error: expect.stringMatching(words) });
});

test("a batch by the Safe's own batch contract is fine", async () => {
  expect(await judge(txRequest({ operation: 1 }), { delegateCodeHash: batcher })).toMatchObject({ ok: true });
});

test("a wallet that counts v from 0 has signed all the same", async () => {
  const { signatures, ...request } = await signedBy(txRequest(), one);
  const low = signatures.map((signature) => signature.replace(/1b$/, "00").replace(/1c$/, "01") as `0x${string}`);
  expect(low).not.toEqual(signatures);
  expect(low.map(withSafeV)).toEqual(signatures);
  expect(await judge({ ...request, signatures: low } as CoSignRequest)).toMatchObject({ value: { missing: 1 } });
});
