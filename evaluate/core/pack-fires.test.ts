import fc from "fast-check";
import { expect, test } from "vitest";
import { TriggerId, VaultAddress } from "../../contracts/ids.ts";
import { type PendingFire, packFires } from "./pack-fires.ts";

const vaultOf = (number: number) => VaultAddress.parse(`0x${number.toString(16).padStart(40, "0")}`);
const fireOf = (trigger: string, padding = 0): PendingFire => ({
  triggerId: TriggerId.parse(trigger),
  version: 1,
  epoch: 0,
  atMs: 0,
  deadlineMs: 1,
  snapshot: "grid:0".padEnd(padding, "."),
  explain: [],
});

test("one entry per vault, ordered by vault and trigger, whatever the order they came in", () => {
  const fires = [
    { vault: vaultOf(2), fire: fireOf("b") },
    { vault: vaultOf(1), fire: fireOf("b") },
    { vault: vaultOf(1), fire: fireOf("a") },
  ];
  const packed = [
    [
      { vault: vaultOf(1), fires: [fireOf("a"), fireOf("b")] },
      { vault: vaultOf(2), fires: [fireOf("b")] },
    ],
  ];
  expect(packFires(fires)).toEqual(packed);
  expect(packFires(fires.toReversed())).toEqual(packed);
  expect(packFires([])).toEqual([]);
});

test("no message is larger than a queue takes, and no fire is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 20_000 })), { maxLength: 100 }), (list) => {
      const fires = list.map(([vault, padding], index) => ({
        vault: vaultOf(vault),
        fire: fireOf(`t${index}`, padding),
      }));
      const packed = packFires(fires);
      const isFull = (entries: (typeof packed)[number]) => JSON.stringify(entries).length > 110_000;
      // One vault's fires stay together: only a vault that alone is too large makes a message too large.
      for (const entries of packed) expect(isFull(entries) && entries.length > 1).toBe(false);
      expect(packed.flat().flatMap((entry) => entry.fires)).toHaveLength(fires.length);
    }),
  );
});
