import { replay } from "../../evaluate/core/replay/replay.ts";
import type { NaiveFile, NaiveInput, NaiveTrigger } from "../../evaluate/core/test-naive-input.ts";
import { naiveReplay } from "../../evaluate/core/test-naive-replay.ts";
import { joinReplay } from "./load-replay.ts";
import { toSignalFile } from "./test-recorded-stretches.ts";

const minuteMs = 60_000;

/** Minutes of these tests count from here: a multiple of every cadence in them. */
export const startMs = 1_621_123_200_000;
export const minute = (index: number): number => startMs + index * minuteMs;

/** One digit a minute, a price of the symbol; a dot: none. */
export const pricesOf = (symbol: string, digits: string): NaiveFile => ({
  barLengthMs: null,
  rows: [...digits].flatMap((digit, index) => {
    const price = Number(digit);
    return digit === "." ? [] : [{ tsMs: minute(index), symbol, high: price, low: price, close: price }];
  }),
});

/** Bars of a minute that end at minutes 1, 2, …: `low-close-high` each, a dot: none. */
export const barsOf = (symbol: string, bars: string): NaiveFile => ({
  barLengthMs: minuteMs,
  rows: bars.split(" ").flatMap((bar, index) => {
    const [low = 0, close = 0, high = 0] = bar.split("-").map(Number);
    return bar === "." ? [] : [{ tsMs: minute(index), symbol, high, low, close }];
  }),
});

/** Fires of the engine, through the reader of the command, as `id@minute`; a naive evaluator must give the same. */
export function playBoth(input: Omit<NaiveInput, "cadenceMs"> & { readonly cadenceMs?: number }): {
  readonly engine: readonly string[];
  readonly naive: readonly string[];
} {
  const { cadenceMs = minuteMs, files, signals = [], triggers, maxStalenessMs } = input;
  const loaded = joinReplay({
    prices: files.map((file, index) => ({ path: `${index}.csv`, text: writeFile(file) })),
    signals: [toSignalFile(signals)],
    triggers: { path: "triggers.json", text: JSON.stringify(triggers) },
    cadenceMs,
    barLengthMs: minuteMs,
    maxStalenessMs,
    guard: null,
    isStrict: true,
  });
  if (!loaded.ok) throw new Error(loaded.error.message);
  return {
    engine: [...replay(loaded.value.input)].map(({ trigger, atMs }) => nameFire(trigger.triggerId, atMs)),
    naive: naiveReplay({ ...input, cadenceMs }).map(({ trigger, at }) => nameFire(trigger, at)),
  };
}

const nameFire = (trigger: NaiveTrigger["id"], atMs: number): string => `${trigger}@${(atMs - startMs) / minuteMs}`;

function writeFile({ barLengthMs, rows }: NaiveFile): string {
  const [header, lines] =
    barLengthMs === null
      ? ["ts_ms,symbol,price", rows.map(({ tsMs, symbol, close }) => [tsMs, symbol, close])]
      : [
          "ts_ms,symbol,open,high,low,close,volume",
          rows.map(({ tsMs, symbol, high, low, close }) => [tsMs, symbol, close, high, low, close, 0]),
        ];
  return [header, ...lines.map((line) => line.join(","))].join("\n");
}
