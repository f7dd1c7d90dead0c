import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { Fires } from "../../contracts/fires.ts";
import { deriveFireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import { importFiresKey, isSignedByStage } from "../../execute/core/verify-fires-signature.ts";
import { completeFires, importSigningKey, type PendingFires } from "./sign-fires.ts";

const pair = generateKeyPairSync("ed25519");
const secret = await importSigningKey(pair.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"));
const publicKey = await importFiresKey(pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"));
const triggerId = TriggerId.parse("eth-falls");
const pending: PendingFires = {
  id: "fires:shard-0:120000:0" as PendingFires["id"],
  schema: "fires",
  version: 2,
  eventTimeMs: 120_000,
  traceId: TraceId.parse("1".repeat(32)),
  body: {
    shard: "shard-0",
    gridMs: 120_000,
    entries: [
      {
        vault: VaultAddress.parse(`0x${"a".repeat(40)}`),
        fires: [
          {
            triggerId,
            version: 2,
            epoch: 7,
            atMs: 120_000,
            deadlineMs: 240_000,
            snapshot: "grid:120000",
            explain: [{ leaf: "1 < 2", left: 1, op: "<", right: 2, sampleAtMs: null, holds: true, inputs: [] }],
          },
        ],
      },
    ],
  },
};

/** Of each entry, whether the stage has signed it. */
const areSigned = (message: Fires) =>
  Promise.all(message.body.entries.map((entry) => isSignedByStage(message, entry, publicKey)));

test("the outbox's message gets its ids and a signature that the vault's side accepts; a repeat has the same bytes", async () => {
  const message = await completeFires(pending, secret);
  expect(Fires.parse(message)).toEqual(message);
  expect(message.body.entries[0]?.fires[0]?.fireId).toBe(await deriveFireId(triggerId, 2, 7));
  expect(await areSigned(message)).toEqual([true]);
  expect(await completeFires(JSON.parse(JSON.stringify(pending)) as PendingFires, secret)).toEqual(message);
  // A queue may hand the fields over in another order.
  const [entry] = message.body.entries;
  const shuffled = {
    ...message,
    body: {
      ...message.body,
      entries: [{ signature: entry?.signature, fires: entry?.fires ?? [], vault: entry?.vault }],
    },
  };
  expect(await areSigned(shuffled as Fires)).toEqual([true]);
});

test.each<[string, (message: Fires) => unknown]>([
  ["the id", (message) => ({ ...message, id: "fires:other" })],
  ["the time", (message) => ({ ...message, eventTimeMs: 1 })],
  ["the trace", (message) => ({ ...message, traceId: "2".repeat(32) })],
  ["the shard", (message) => ({ ...message, body: { ...message.body, shard: "shard-1" } })],
  ["the grid point", (message) => ({ ...message, body: { ...message.body, gridMs: 0 } })],
  [
    "the vault",
    (message) => ({
      ...message,
      body: {
        ...message.body,
        entries: message.body.entries.map((entry) => ({ ...entry, vault: `0x${"b".repeat(40)}` })),
      },
    }),
  ],
  ["a value", (message) => JSON.parse(JSON.stringify(message).replace('"left":1', '"left":0'))],
  [
    "a fire that is added",
    (message) => ({
      ...message,
      body: {
        ...message.body,
        entries: message.body.entries.map((entry) => ({ ...entry, fires: [...entry.fires, ...entry.fires] })),
      },
    }),
  ],
  [
    "the signature",
    (message) => ({
      ...message,
      body: {
        ...message.body,
        entries: message.body.entries.map((entry) => ({
          ...entry,
          signature: entry.signature.replace(/^./, (first) => (first === "A" ? "B" : "A")),
        })),
      },
    }),
  ],
  [
    "a signature that is none",
    (message) => JSON.parse(JSON.stringify(message).replace(/"signature":"[^"]+"/, '"signature":"!"')),
  ],
])("%s is changed: the signature does not hold", async (_what, change) => {
  expect(await areSigned(change(await completeFires(pending, secret)) as Fires)).toEqual([false]);
});
