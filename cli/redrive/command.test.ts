import { afterAll, expect, test } from "vitest";
import { openTestFolder } from "../test-run-portent.ts";

const folder = openTestFolder({});
afterAll(() => folder[Symbol.dispose]());

const range = ["--from=2024-03-04", "--to", "2024-03-05"];

test.each<[string, readonly string[], RegExp]>([
  ["nothing to redrive", [], /name what is to be redriven: quotes, or a queue \(ticks, signals, fires, journal\)/],
  ["a dead-letter queue", ["ticks-dead"], /name what is to be redriven: quotes, or a queue/],
  ["a queue without a reason", ["ticks"], /--reason: say why/],
  ["no range", ["quotes"], /--from: give a moment/],
  ["a local time", ["quotes", "--from=2024-03-04T01:00", "--to", "2024-03-05"], /--from: expected a moment such as/],
  ["a range backwards", ["quotes", "--from=2024-03-05", "--to", "2024-03-04"], /--to: expected a moment after --from/],
  ["an asset of nobody", ["quotes", ...range, "--asset", "BTC-USD", "NONE-USD"], /NONE-USD is not in pipelines\.toml/],
  ["no deviation", ["quotes", ...range, "--max-deviation", "0"], /--max-deviation: expected a fraction/],
  ["a deviation above all", ["quotes", ...range, "--max-deviation", "5"], /--max-deviation: expected a fraction/],
  ["half a source", ["quotes", ...range, "--quorum", "1.5"], /--quorum: expected a whole number from 1/],
  ["an option of nobody", ["quotes", ...range, "--fast"], /--fast/],
  [
    "a database of another kind",
    ["quotes", ...range, "--database-url", "mysql://x:secret@y/z"],
    /DATABASE_URL: expected postgres/,
  ],
])("%s is one line and exit code 2", (_, args, line) => {
  const run = folder.run("redrive", ...args);
  expect([run.code, run.out]).toEqual([2, ""]);
  expect(run.err).toMatch(line);
  expect(run.err.trimEnd().split("\n")).toHaveLength(1);
  expect(run.err).not.toContain("secret");
});

test.each([["--help"], ["quotes", "--help"]])("%s %s tells of triggers and of the exit codes", (...args) => {
  const run = folder.run("redrive", ...args);
  expect([run.code, run.err]).toEqual([0, ""]);
  expect(run.out).toMatch(/A trigger never fires on them/);
  expect(run.out).toMatch(/Exit code 2: .*\n?.*Exit code 1: /s);
});
