import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findLookAhead } from "../../evaluate/core/replay/find-look-ahead.ts";
import { type ReplayInput, replay } from "../../evaluate/core/replay/replay.ts";
import type { NaiveFire, NaiveTrigger } from "../../evaluate/core/test-naive-input.ts";
import { naiveReplay } from "../../evaluate/core/test-naive-replay.ts";
import { joinReplay } from "./load-replay.ts";
import {
  missingOf,
  type RecordedStretch,
  readRecorded,
  recordedStretches,
  toNaiveFile,
  toSignalFile,
} from "./test-recorded-stretches.ts";

const own = (name: string): string => readFileSync(join(import.meta.dirname, "golden", name), "utf8");

function load(
  stretch: Pick<RecordedStretch, "cadenceMs" | "readPrices" | "readSignals">,
  triggers: string,
): ReplayInput {
  const loaded = joinReplay({
    prices: [{ path: "prices.csv", text: stretch.readPrices() }],
    signals: [toSignalFile(stretch.readSignals())],
    triggers: { path: "triggers.json", text: triggers },
    cadenceMs: stretch.cadenceMs,
    barLengthMs: undefined,
    maxStalenessMs: undefined,
    guard: null,
    isStrict: true,
  });
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value.input;
}

const firesOf = (input: ReplayInput): NaiveFire[] =>
  [...replay(input)].map(({ trigger, atMs }) => ({ trigger: trigger.triggerId, at: atMs }));

test("the golden fires of 19 May 2021", { timeout: 60_000 }, ({ skip }) => {
  const prices = "prices/binance_spot_1m_2021-05-16_20.csv.gz";
  const [triggers, fires] = ["golden/triggers_2021-05-19.json", "golden/fires_2021-05-19.jsonl"] as const;
  const missing = missingOf([prices, triggers, fires]);
  skip(missing.length > 0, `recorded data not found: ${missing.join(", ")}`);
  const stretch = { cadenceMs: 120_000, readPrices: () => readRecorded(prices), readSignals: () => [] };
  const lines = firesOf(load(stretch, readRecorded(triggers))).map((fire) => JSON.stringify(fire));
  expect(lines).toEqual(readRecorded(fires).trim().split("\n"));
});

describe.each(recordedStretches)("$name", (stretch) => {
  const triggers = own(`${stretch.name}.triggers.json`);
  const expected = JSON.parse(own(`${stretch.name}.fires.json`)) as readonly NaiveFire[];
  const missing = missingOf(stretch.files);
  const reason = `recorded data not found: ${missing.join(", ")}`;

  test("the engine", { timeout: 60_000 }, ({ skip }) => {
    skip(missing.length > 0, reason);
    const input = load(stretch, triggers);
    expect(firesOf(input)).toEqual(expected);
    expect(findLookAhead(input, 3)).toBeNull();
  });

  test("an evaluator that shares no code with it", { timeout: 120_000 }, ({ skip }) => {
    skip(missing.length > 0, reason);
    const { cadenceMs, barLengthMs, readPrices, readSignals } = stretch;
    const files = [toNaiveFile(readPrices(), barLengthMs)];
    const parsed = JSON.parse(triggers) as readonly NaiveTrigger[];
    expect(naiveReplay({ files, signals: readSignals(), triggers: parsed, cadenceMs })).toEqual(expected);
  });

  test("each trigger fires, and not all the time", () => {
    const counts = Map.groupBy(expected, ({ trigger }) => trigger);
    for (const { id } of JSON.parse(triggers) as readonly NaiveTrigger[]) {
      expect(counts.get(id)?.length ?? 0, id).toBeGreaterThan(0);
    }
    expect(expected.length).toBeLessThan(600);
  });
});
