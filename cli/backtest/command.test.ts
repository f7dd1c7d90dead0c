import { expect, test } from "vitest";
import { openTestFolder } from "../test-run-portent.ts";
import type { Backtest } from "./backtest.ts";

const startMs = 1_621_123_200_000;
const rows = [100, 90, 100, 80].map((price, at) => `${startMs + at * 120_000},ETH/USDT,${price}`);
const sale = { sell: "WETH", buy: "USDC", fraction: "1", slippageBps: 100, deviationBpsMax: 300 };
const trigger = {
  id: "sell",
  when: "price('ETH/USDT') < 95",
  mode: "repeat",
  action: { type: "cast", spell: "ironvine", params: sale, deadline: "10m" },
};
const files = {
  "p.csv": ["ts_ms,symbol,price", ...rows].join("\n"),
  "t.json": JSON.stringify([trigger]),
  "wrong.json": JSON.stringify([{ ...trigger, when: "price('ETH/USD') < 95" }]),
  "kept.txt": "kept",
};
const given = ["backtest", "--prices", "p.csv", "--triggers", "t.json"];
const at = [startMs + 120_000, startMs + 360_000];
const expected = {
  from: startMs,
  to: startMs + 360_000,
  evaluations: 4,
  triggers: [
    {
      trigger: "sell",
      fires: 2,
      at,
      pauseMinMs: 240_000,
      pauseMaxMs: 240_000,
      cooldownMs: 0,
      cooldownRespected: true,
      casts: at.map((atMs) => ({ at: atMs, spell: "ironvine", params: sale })),
      pnl: {
        asset: "WETH",
        symbol: "ETH/USDT",
        unitsStart: "1",
        unitsEnd: "0",
        cashEnd: "89.1",
        valueEnd: "89.1",
        valueHeld: "80",
        difference: "9.1",
      },
    },
  ],
};

test("--json prints one object, and nothing else, to standard output; the summary goes to standard error", () => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run(...given, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(expected);
  expect(out.trimEnd()).not.toContain("\n");
  expect(err).toMatch(/^fires +2$/m);
});

test("without --json, tables", () => {
  using folder = openTestFolder(files);
  const { code, out } = folder.run(...given);
  expect(code).toBe(0);
  expect(out).toContain("4 evaluations, 2021-05-16 00:00 to 2021-05-16 00:06 UTC");
  expect(out).toMatch(/^sell +2 /m);
});

test("--out takes the report whole, and the same bytes each time", () => {
  using folder = openTestFolder(files);
  for (const name of ["a.json", "b.json"]) {
    expect(folder.run(...given, "--json", "--out", name)).toMatchObject({ code: 0, out: "" });
  }
  expect(JSON.parse(folder.read("a.json"))).toEqual(expected);
  expect(folder.read("b.json")).toBe(folder.read("a.json"));
  expect(folder.names()).toEqual(["a.json", "b.json", ...Object.keys(files).sort((a, b) => (a < b ? -1 : 1))]);
});

test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["an unknown symbol", ["--triggers", "wrong.json"], "did you mean price('ETH/USDT')?"],
  ["no such file", ["--triggers", "none.json"], "none.json: there is no such file"],
  ["an option that there is not", ["--triggers", "t.json", "--xml"], "--xml"],
  ["no triggers", [], "--triggers: name a file of triggers"],
])("%s: exit code 2, and nothing is written", (_, args, message) => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("backtest", "--prices", "p.csv", "--out", "kept.txt", ...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("portent backtest: ");
  expect(err).toContain(message);
  expect(folder.read("kept.txt")).toBe("kept");
  expect(folder.names()).toHaveLength(Object.keys(files).length);
});

test("--help tells the options and how profit and loss is reckoned", () => {
  using folder = openTestFolder({});
  const { code, out } = folder.run("backtest", "--help");
  expect(code).toBe(0);
  expect(out).toContain("Usage: portent backtest");
  expect(out).toContain("from 1 unit of what it sells");
});

test("--check-look-ahead, --guard and --cadence are those of replay", () => {
  using folder = openTestFolder(files);
  const checked = folder.run(...given, "--json", "--check-look-ahead");
  expect(checked).toMatchObject({ code: 0, out: `${JSON.stringify(expected)}\n` });
  expect(checked.err).toContain("look-ahead: none");
  const guarded = JSON.parse(folder.run(...given, "--json", "--guard", "1/1h").out) as Backtest;
  expect(guarded.triggers[0]?.at).toEqual(at.slice(0, 1));
  expect(JSON.parse(folder.run(...given, "--json", "--cadence", "6m").out)).toMatchObject({ evaluations: 2 });
});
