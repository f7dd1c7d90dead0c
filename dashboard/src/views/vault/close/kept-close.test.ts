import { expect, test } from "vitest";
import { VaultAddress } from "../../../../../contracts/ids.ts";
import { castOf, hex } from "../test-cast.ts";
import { closeMarkerOf } from "./close-marker.ts";
import { forgetKept, type KeptClose, keep, readKept } from "./kept-close.ts";

const vault = VaultAddress.parse(`0x${"ab".repeat(20)}`);
const other = VaultAddress.parse(`0x${"cd".repeat(20)}`);
const kept: KeptClose = { readAtWallMs: 7, close: { safeTx: null, calls: ["Take the order back."], blockers: [] } };

/** As a browser's, whose values are texts. */
function shelf(present: Readonly<Record<string, string>> = {}) {
  const texts = new Map(Object.entries(present));
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}
const refuse = () => {
  throw new DOMException("denied", "SecurityError");
};

test("what was kept is read again, by its own vault alone, until it is forgotten", () => {
  const own = shelf();
  keep(own, vault, kept);
  keep(own, other, { ...kept, readAtWallMs: 9 });
  expect([readKept(own, vault), readKept(own, other)?.readAtWallMs]).toEqual([kept, 9]);
  forgetKept(own, vault);
  expect([readKept(own, vault), readKept(own, other)?.readAtWallMs, own.texts.size]).toEqual([null, 9, 1]);
});

test.each([
  ["{", "no JSON"],
  ["null", "nothing"],
  ['{"readAtWallMs":7}', "of another version"],
  ['{"readAtWallMs":7,"close":{"safeTx":{"to":"0x1"},"calls":[],"blockers":[]}}', "half a transaction"],
])("%s: %s is not shown", (text) => {
  expect(readKept(shelf({ [`portent.owner-close.${vault}`]: text }), vault)).toBeNull();
});

test("a browser that keeps nothing breaks nothing", () => {
  const denied = { getItem: refuse, setItem: refuse, removeItem: refuse };
  keep(denied, vault, kept);
  forgetKept(denied, vault);
  expect(readKept(denied, vault)).toBeNull();
});

test("it is read anew once a cast stands in a block, its order moves, or the owner moves something, and not before", () => {
  const marker = (casts: readonly ReturnType<typeof castOf>[], moved: readonly string[] = []) =>
    closeMarkerOf({ casts: [...casts], differences: moved.map((id) => ({ id }) as never) });
  const waiting = castOf({ state: "PENDING", blockNumber: null, blockHash: null });
  expect(marker([waiting])).toBe(marker([]));
  const ordered = (status: string) => castOf({ order: { id: hex("3"), status } });
  const markers = [marker([]), marker([castOf()]), marker([ordered("open")]), marker([ordered("executed")])];
  expect(new Set([...markers, marker([castOf()], ["d1"])]).size).toBe(5);
});
