import type { Hex } from "viem";
import { expect, test } from "vitest";
import { compareCodeHashes, type FoundCode, listCodeNames } from "./code-hashes.ts";

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
const names = listCodeNames({ orders: undefined, lending: undefined });
const same = Object.fromEntries(names.map((name, index) => [name, hash((index % 10).toString())]));

test("all the same", () => {
  expect(compareCodeHashes(names, same, same)).toEqual({ ok: true, value: { compared: names.length } });
});

test.each([
  ["code.changed", { router: undefined, found: { ...same, swapRouter: hash("f") } }],
  ["code.missing", { found: { ...same, swapRouter: null } }],
  ["code.unread", { found: Object.fromEntries(Object.entries(same).filter(([name]) => name !== "swapRouter")) }],
  [
    "code.not-expected",
    { expected: Object.fromEntries(Object.entries(same).filter(([name]) => name !== "swapRouter")) },
  ],
] as const)("%s names the contract", (code, change) => {
  const { expected = same, found = same } = change as { expected?: Record<string, Hex>; found?: FoundCode };
  const result = compareCodeHashes(names, expected, found);
  expect(result).toMatchObject({ ok: false, error: { code, contract: "swapRouter" } });
});

test("settings that pin nothing let nothing through", () => {
  expect(compareCodeHashes(names, {}, same)).toMatchObject({ ok: false, error: { code: "code.not-expected" } });
});

test("orders and lending are compared where the chain has them", () => {
  const place = "0x0000000000000000000000000000000000000001";
  const lending = { pool: place, oracle: place, dataProvider: place, reserves: [] } as const;
  const all = listCodeNames({ orders: { book: place, leastOutput: place }, lending: { ...lending, reserves: [] } });
  expect(all.filter((name) => !names.includes(name))).toEqual([
    "orderBook",
    "leastOrderOutput",
    "lendingPool",
    "lendingPoolLogic",
  ]);
});
