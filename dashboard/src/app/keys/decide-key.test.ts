import { expect, test } from "vitest";
import { decideKey, idle, type KeyOptions, type KeyPress, type KeyState } from "./decide-key.ts";

const panels = [
  { id: "overview", key: "o" },
  { id: "markets", key: "m" },
];
const on: KeyOptions = { panels, singleKeys: true };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  hasCommand: false,
  hasAlt: false,
  isTaken: false,
  ...more,
});
const palette = { kind: "palette" };
const keys = { kind: "keys" };
const markets = { kind: "panel", panel: "markets" };

/** Presses half a second apart; what the last one does. */
function typed(presses: readonly KeyPress[], options = on, apartMs = 500) {
  let state: KeyState = idle;
  let act: unknown = null;
  for (const [index, each] of presses.entries()) ({ state, act } = decideKey(state, each, index * apartMs, options));
  return act;
}

test.each([
  ["Ctrl or ⌘ and K", [press("k", { hasCommand: true })], palette],
  ["the same while typing: it is no letter", [press("k", { hasCommand: true, isTaken: true })], palette],
  ["with Alt it is another chord", [press("k", { hasCommand: true, hasAlt: true })], null],
  ["K alone", [press("k")], null],
  ["?", [press("?")], keys],
  ["? while typing", [press("?", { isTaken: true })], null],
  ["g m", [press("g"), press("m")], markets],
  ["g m on a Cyrillic keyboard", [press("п", { code: "KeyG" }), press("ь", { code: "KeyM" })], markets],
  ["g m while typing", [press("g", { isTaken: true }), press("m", { isTaken: true })], null],
  ["g, then into a field, then m", [press("g"), press("m", { isTaken: true })], null],
  ["g and a key of no panel", [press("g"), press("x")], null],
  ["g x m", [press("g"), press("x"), press("m")], null],
  ["g g m: the second g names no panel", [press("g"), press("g"), press("m")], null],
  ["g with Shift", [press("G"), press("m")], null],
  ["m alone", [press("m")], null],
  ["Alt and g", [press("g", { hasAlt: true }), press("m")], null],
] as [string, KeyPress[], unknown][])("%s", (_, presses, act) => {
  expect(typed(presses)).toEqual(act);
});

test("g waits a second and a half", () => {
  expect(typed([press("g"), press("m")], on, 1_500)).toEqual(markets);
  expect(typed([press("g"), press("m")], on, 1_501)).toBeNull();
});

test("without single keys, only the chord acts", () => {
  const off = { ...on, singleKeys: false };
  expect(typed([press("?")], off)).toBeNull();
  expect(typed([press("g"), press("m")], off)).toBeNull();
  expect(typed([press("k", { hasCommand: true })], off)).toEqual(palette);
});
