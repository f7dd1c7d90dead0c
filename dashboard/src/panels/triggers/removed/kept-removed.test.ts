import { expect, test } from "vitest";
import { VaultAddress } from "../../../../../contracts/ids.ts";
import { Trigger } from "../../../../../contracts/trigger.ts";
import { addRemoved, dropRemoved, type Removed, readRemoved, writeRemoved } from "./kept-removed.ts";

const mine = VaultAddress.parse(`0x${"1".repeat(40)}`);
const theirs = VaultAddress.parse(`0x${"2".repeat(40)}`);
const removed = (id: string, vault = mine, enabled = true): Removed => ({
  vault,
  trigger: Trigger.parse({ id, when: "price('ETH-USD') < 1800.50", for: "2m", mode: "repeat", cooldown: "1h" }),
  enabled,
});

test("what was removed is there again after a reload, as it was", () => {
  const kept = [removed("b", mine, false), removed("a", theirs)];
  expect(readRemoved(writeRemoved(kept))).toEqual(kept);
  expect(writeRemoved([])).toBeNull();
});

test.each([[null], ["{"], ["null"], ['[{"id":"a"}]']])("%s is nothing", (text) => {
  expect(readRemoved(text)).toEqual([]);
});

test("the newest is first, once each, of each vault its own; twenty are kept", () => {
  const two = addRemoved([removed("a"), removed("b")], removed("b", mine, false));
  expect(two).toEqual([removed("b", mine, false), removed("a")]);
  expect(addRemoved(two, removed("b", theirs))).toHaveLength(3);
  expect(dropRemoved(two, removed("b", theirs))).toEqual(two);
  expect(dropRemoved(two, removed("b"))).toEqual([removed("a")]);
  const many = Array.from({ length: 30 }, (_, index) => removed(`t${index}`)).reduce(addRemoved, []);
  expect(many.map(({ trigger }) => trigger.id).slice(0, 2)).toEqual(["t29", "t28"]);
  expect(many).toHaveLength(20);
});
