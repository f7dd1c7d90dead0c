import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ReplayFeed } from "./feed.ts";
import { readPriceRows } from "./read-price-rows.ts";
import { readRecordedEvents } from "./recorded-events.ts";

const pricesFile = "prices/binance_spot_1m_2021-05-16_20.csv.gz";

/** The folder of recorded files, or undefined: `PORTENT_DATA`, else `../shared/data` beside the project. */
export function findRecordedData(root: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const candidates = [env.PORTENT_DATA, join(root, "..", "shared", "data")];
  return candidates.find((folder): folder is string => folder !== undefined && existsSync(join(folder, pricesFile)));
}

/** Reads the recorded feed. Broken rows are counted and the first ones named in the log. */
export function readRecordedFeed(folder: string, log: (line: string) => void): ReplayFeed {
  const bytes = readFileSync(join(folder, pricesFile));
  const rows = readPriceRows(gunzipSync(bytes).toString("utf8"));
  if (!rows.ok) throw new Error(`${pricesFile}: ${rows.error}`);
  const { bars, refused } = rows.value;
  for (const { line, reason } of refused.slice(0, 3)) log(`${pricesFile}:${line}: refused: ${reason}`);
  if (refused.length > 3) log(`${pricesFile}: ${refused.length} rows refused in all`);
  const events = readRecordedEvents(join(folder, "events"));
  return {
    kind: "recorded",
    description: "Recorded one-minute bars of Binance spot, 16 to 20 May 2021",
    bars: new Map([...bars].map(([symbol, minutes]) => [symbol.replace("/USDT", ""), minutes])),
    events: events.events,
    refusedRows: refused.length + events.refusedRows,
  };
}
