import { describe, expect, test } from "vitest";
import { eventsPath, readFilters, writeFilters } from "./filters.ts";

const first = { list: "stories", category: null, severityMin: 0, hours: 168, sort: "severity" } as const;

describe("the address", () => {
  test.each([
    [{}, first, []],
    [{ list: "events", sort: "newest" }, { ...first, list: "events", sort: "newest" }, []],
    [
      { category: "conflict", severity: "0.5", hours: "6" },
      { ...first, category: "conflict", severityMin: 0.5, hours: 6 },
      [],
    ],
    [{ category: "weather", severity: "2", hours: "-1" }, first, ["category=weather", "severity=2", "hours=-1"]],
    [{ list: "all", sort: "", at: "quake" }, first, ["list=all", "sort="]],
  ])("%j", (params, filters, unknown) => {
    expect(readFilters(params)).toEqual({ filters, unknown });
  });

  test("what is written is read again, and what is as at first leaves the address", () => {
    const chosen = { list: "events", category: "cyber", severityMin: 0.75, hours: 24, sort: "newest" } as const;
    const written = writeFilters(chosen);
    expect(readFilters(written as Record<string, string>).filters).toEqual(chosen);
    expect(writeFilters(first)).toEqual({ list: null, category: null, severity: null, hours: null, sort: null });
  });
});

test.each([
  [first, null, "/v1/events?minutes=10080&limit=200"],
  [
    { ...first, category: "trade", severityMin: 0.25, hours: 6 },
    "a b",
    "/v1/events?minutes=360&limit=200&category=trade&severityMin=0.25&cursor=a+b",
  ],
] as const)("the query of %j", (filters, cursor, path) => {
  expect(eventsPath(filters, cursor)).toBe(path);
});
