import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { NaiveFile, NaiveRow, NaiveSignal } from "../../evaluate/core/test-naive-input.ts";
import type { TextFile } from "../read-text-file.ts";

const folder = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data");

/** A file of the recorded data, which is not part of the project. */
export const recordedPath = (path: string): string => join(folder, path);
export const missingOf = (paths: readonly string[]): string[] =>
  paths.map(recordedPath).filter((path) => !existsSync(path));

export function readRecorded(path: string): string {
  const bytes = readFileSync(recordedPath(path));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

/** One recorded stretch as both evaluators take it in: as texts of files, and as rows. */
export type RecordedStretch = {
  readonly name: string;
  readonly cadenceMs: number;
  readonly files: readonly string[];
  /** Length of the bars; null: prices. */
  readonly barLengthMs: number | null;
  readonly readPrices: () => string;
  readonly readSignals: () => readonly NaiveSignal[];
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const bars = (name: string, path: string, barLengthMs: number, cadenceMs: number): RecordedStretch => ({
  name,
  cadenceMs,
  files: [path],
  barLengthMs,
  readPrices: () => readRecorded(path),
  readSignals: () => [],
});

const news = "events/news_2024-04-01_20.jsonl.gz";
const quakes = "events/usgs_quakes_m5_2021-04-15_05-20.csv";
const moods = "events/fear_greed_daily_2021H1_2024Q2.csv";
const gas = "prices/polygon_gas_weth_1m_2023-08-14_15.csv.gz";

const hours2021 = bars("binance-1h-2021-05", "prices/binance_spot_1h_2021-05-01_20.csv.gz", hourMs, hourMs / 2);
const crash2024 = bars("binance-5m-2024", "prices/binance_spot_5m_2024-04-11_20.csv.gz", 5 * minuteMs, 2 * minuteMs);

/** Cadences below, at and above the spacing of the samples. */
export const recordedStretches: readonly RecordedStretch[] = [
  { ...crash2024, files: [...crash2024.files, news], readSignals: readNews },
  bars("binance-1m-2021-05-12", "prices/binance_spot_1m_2021-05-12T18_13T12.csv.gz", minuteMs, minuteMs),
  { ...hours2021, files: [...hours2021.files, quakes, moods], readSignals: () => [...readQuakes(), ...readMoods()] },
  {
    name: "polygon-gas-2023",
    cadenceMs: 2 * minuteMs,
    files: [gas],
    barLengthMs: null,
    readPrices: () =>
      ["ts_ms,symbol,price", ...readGas().map(({ tsMs, weth }) => `${tsMs},WETH/USDC,${weth}`)].join("\n"),
    readSignals: () => readGas().flatMap(toGasSignals),
  },
];

const linesOf = (path: string): string[] => readRecorded(path).trim().split("\n");

function readNews(): NaiveSignal[] {
  return linesOf(news).map((line) => {
    const { ts, headline } = JSON.parse(line) as { ts: string; headline: string };
    const topic = /bitcoin|crypto/.test(headline) ? "crypto" : "other";
    return { key: `event.news.${topic}`, value: 1, tsMs: Date.parse(ts) };
  });
}

function readQuakes(): NaiveSignal[] {
  return linesOf(quakes)
    .slice(1)
    .map((line) => {
      const [time = "", , , , magnitude = ""] = line.split(",");
      const strength = Number(magnitude) >= 6 ? "strong" : "moderate";
      return { key: `event.quake.${strength}`, value: Number(magnitude), tsMs: Date.parse(time) };
    });
}

function readMoods(): NaiveSignal[] {
  return linesOf(moods)
    .slice(1)
    .map((line) => {
      const [, seconds, value] = line.split(",");
      return { key: "cluster.BTC/USDT.mood", value: Number(value), tsMs: Number(seconds) * 1_000 };
    });
}

type GasRow = { readonly tsMs: number; readonly gwei: string; readonly weth: string };

function readGas(): GasRow[] {
  return linesOf(gas)
    .slice(1)
    .map((line) => {
      const [time = "", gwei = "", weth = ""] = line.split(",");
      return { tsMs: Date.parse(`${time.replace(" ", "T")}Z`), gwei, weth };
    });
}

/** Gas is a signal that fails for half an hour now and then; each hour has a reading of risk that is data for half of it. */
function toGasSignals({ tsMs, gwei }: GasRow): NaiveSignal[] {
  const minuteOfDay = Math.floor(tsMs / minuteMs) % 1_440;
  const isLost = minuteOfDay % 500 >= 470;
  const value = Math.cos(minuteOfDay);
  return [
    ...(isLost ? [] : [{ key: "market.gas", value: Number(gwei), tsMs }]),
    ...(minuteOfDay % 60 === 7 ? [{ key: "factor.risk", value, tsMs, validUntilMs: tsMs + hourMs / 2 }] : []),
    ...(Number(gwei) > 400 ? [{ key: "event.gas-spike", value: 1, tsMs }] : []),
  ];
}

/** The text of a price file as rows, for the evaluator that shares no code with the command. */
export function toNaiveFile(text: string, barLengthMs: number | null): NaiveFile {
  const [, ...lines] = text.trim().split("\n");
  const rows = lines.map((line): NaiveRow => {
    const [tsMs, symbol = "", first, high, low, close] = line.split(",");
    const price = Number(first);
    const own = barLengthMs === null ? [price, price, price] : [Number(high), Number(low), Number(close)];
    return { tsMs: Number(tsMs), symbol, high: own[0] ?? 0, low: own[1] ?? 0, close: own[2] ?? 0 };
  });
  return { barLengthMs, rows };
}

/** Signals as the lines of a file. */
export const toSignalFile = (signals: readonly NaiveSignal[]): TextFile => ({
  path: "signals.jsonl",
  text: signals
    .map(({ key, value, tsMs, validUntilMs }) =>
      JSON.stringify({ key, value, ts_ms: tsMs, valid_until_ms: validUntilMs }),
    )
    .join("\n"),
});
