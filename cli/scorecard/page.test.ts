import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingOf, recordedPath } from "../replay/test-recorded-stretches.ts";
import { openTestFolder } from "../test-run-portent.ts";

const recorded = [
  "prices/binance_spot_1m_2021-05-12T18_13T12.csv.gz",
  "prices/binance_spot_1m_2021-05-16_20.csv.gz",
  "prices/binance_spot_5m_2024-04-11_20.csv.gz",
];

test("docs/scorecard.md is what the command writes of the recorded files", { timeout: 60_000 }, ({ skip }) => {
  const missing = missingOf(recorded);
  skip(missing.length > 0, `recorded data not found: ${missing.join(", ")}`);
  using folder = openTestFolder({});
  const { code, out, err } = folder.run("scorecard", "--prices", ...recorded.map(recordedPath));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(readFileSync(join(import.meta.dirname, "../../docs/scorecard.md"), "utf8"));
});
