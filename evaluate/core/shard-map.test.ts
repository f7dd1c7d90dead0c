import fc from "fast-check";
import { expect, test } from "vitest";
import { findShard, hashVault, ownsVault } from "../../contracts/registry.ts";
import { firstMap, splitShard } from "./shard-map.ts";

const vault = fc.stringMatching(/^0x[0-9a-f]{40}$/);

test("however often shards split: each vault has one, names are unique, and no vault moves but to the new half", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 12 }), fc.array(vault, { minLength: 1 }), (choices, vaults) => {
      let map = firstMap;
      for (const choice of choices) {
        const { name } = map[choice % map.length] ?? { name: "" };
        const split = splitShard(map, name);
        for (const one of vaults) {
          const before = findShard(map, one);
          const after = findShard(split.map, one);
          if (before.name === name) expect([split.kept, split.created]).toContainEqual(after);
          else expect(after).toEqual(before);
          expect(split.map.filter((entry) => ownsVault(entry, one))).toHaveLength(1);
        }
        map = split.map;
      }
      expect(new Set(map.map(({ name }) => name)).size).toBe(map.length);
    }),
  );
});

test("vaults spread evenly", () => {
  const vaults = Array.from({ length: 4_096 }, (_, at) => `0x${(at * 2_654_435_761).toString(16).padStart(40, "0")}`);
  for (const prefix of ["0", "1", "00", "01", "10", "11"]) {
    const share = vaults.filter((one) => hashVault(one).startsWith(prefix)).length / vaults.length;
    expect(Math.abs(share * 2 ** prefix.length - 1)).toBeLessThan(0.15);
  }
});
