import { expect, test } from "vitest";
import type { Command } from "./command.ts";
import { matchCommands, scoreOf } from "./match-commands.ts";

const command = (title: string, detail: string): Command => ({
  id: title,
  group: "View",
  title,
  detail,
  act: { kind: "keys" },
});
const commands = [
  command("Overview", "What moves, why, and what the vault did about it"),
  command("Markets", "All assets"),
  command("Vault", "Triggers, casts, positions and keys"),
  command("BTC", "Bitcoin"),
  command("ETHFI", "ether.fi"),
  command("ETH", "Ether"),
  command("Theme: dark", "Light or dark"),
];

test.each([
  ["", ["Overview", "Markets", "Vault", "BTC", "ETHFI", "ETH", "Theme: dark"]],
  ["  ", ["Overview", "Markets", "Vault", "BTC", "ETHFI", "ETH", "Theme: dark"]],
  ["eth", ["ETH", "ETHFI"]],
  ["ether", ["ETH", "ETHFI"]],
  ["bitcoin", ["BTC"]],
  ["btc", ["BTC"]],
  ["vault", ["Vault", "Overview"]],
  ["mkts", ["Markets"]],
  ["dark", ["Theme: dark"]],
  ["theme dark", ["Theme: dark"]],
  ["dark th", ["Theme: dark"]],
  ["zzz", []],
] as [string, string[]][])("%j", (query, titles) => {
  expect(matchCommands(query, commands).map(({ title }) => title)).toEqual(titles);
});

test("the beginning beats a word, a word beats a middle, a middle beats letters apart", () => {
  const scores = ["market", "the market", "supermarket", "my large kettle"].map((text) => scoreOf("mark", text));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(new Set(scores).size).toBe(4);
  expect([scoreOf("mark", "kram"), scoreOf("mark", "my large kettle", "whole"), scoreOf("m", "xm")]).toEqual([
    0,
    0,
    expect.any(Number),
  ]);
});
