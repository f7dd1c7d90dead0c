import { describe, expect, test } from "vitest";
import { readArguments, readDuration, readList } from "./arguments.ts";

const options = {
  prices: { type: "string", multiple: true },
  signals: { type: "string", multiple: true },
  triggers: { type: "string" },
  strict: { type: "boolean" },
} as const;
const read = (...args: readonly string[]) => readArguments(args, options);

test.each<readonly [args: readonly string[], values: object]>([
  [[], {}],
  [["--strict"], { strict: true }],
  [["--triggers", "t"], { triggers: "t" }],
  [["--triggers=t"], { triggers: "t" }],
  [["--triggers", "-"], { triggers: "-" }],
  [["--prices", "a"], { prices: ["a"] }],
  [["--prices", "a", "b", "c"], { prices: ["a", "b", "c"] }],
  [["--prices", "a", "--prices", "b"], { prices: ["a", "b"] }],
  [["--prices=a", "b"], { prices: ["a", "b"] }],
  [
    ["--prices", "a", "b", "--strict", "--signals", "c", "--prices", "d"],
    { prices: ["a", "b", "d"], signals: ["c"], strict: true },
  ],
  [["--prices", "--strict"], { strict: true }],
  [["--prices", "a=b"], { prices: ["a=b"] }],
])("%j", (args, values) => {
  expect(read(...args)).toEqual({ ok: true, value: { ...values } });
});

test.each<readonly [args: readonly string[], message: RegExp]>([
  [["--price", "a"], /--price/],
  [["a"], /'a'/],
  [["--strict", "a"], /'a'/],
  [["--triggers"], /--triggers/],
  [["--triggers", "--strict"], /--triggers/],
  [["--strict=yes"], /--strict/],
  [["-s"], /-s/],
])("%j is a fault", (args, message) => {
  const values = read(...args);
  expect(values.ok ? "" : values.error.message).toMatch(message);
});

describe("durations", () => {
  test.each<readonly [text: string | undefined, durationMs: number | undefined]>([
    [undefined, undefined],
    ["90s", 90_000],
    ["6m", 360_000],
    ["1h", 3_600_000],
    ["7d", 604_800_000],
  ])("%s", (text, durationMs) => {
    expect(readDuration({ cadence: text }, "cadence")).toEqual({ ok: true, value: durationMs });
  });

  test.each(["", "2", "m", "1.5h", "-1m", "1h30m", "1 h", "2M", "1w", "0s", "0d"])("%j is none", (text) => {
    const message = `--cadence: expected a duration such as 90s, 6m, 1h or 7d, not ${JSON.stringify(text)}`;
    expect(readDuration({ cadence: text }, "cadence")).toEqual({ ok: false, error: { message } });
  });

  test("an age may be 0: nothing but what is new is data", () => {
    expect(readDuration({ "max-staleness": "0s" }, "max-staleness", "from 0")).toEqual({ ok: true, value: 0 });
  });
});

test.each<readonly [values: Parameters<typeof readList>[0], list: readonly string[]]>([
  [{}, []],
  [{ prices: ["a", "b"] }, ["a", "b"]],
])("the list of %j", (values, list) => {
  expect(readList(values, "prices")).toEqual(list);
});
