import { ColumnBuffer, type Columns } from "../../analytics/exports/column-buffer.ts";
import { publicDatasets } from "../../analytics/exports/datasets.ts";

const startMs = Date.UTC(2021, 4, 19);
const assets = Array.from({ length: 32 }, (_, index) => `ASSET${index}-USD`);
const sources = [
  ["binance", "coinbase", "kraken"],
  ["binance", "coinbase"],
] as const;

/** Rows of prices from `fromRow` on, 32 assets a window: a walk per asset, so that digits are as many as those of real prices. */
export function samplePriceColumns(fromRow: number, rows: number): Columns {
  const buffer = new ColumnBuffer(publicDatasets.prices);
  for (let row = fromRow; row < fromRow + rows; row += 1) {
    const window = Math.floor(row / assets.length);
    const endMs = startMs + window * 2_000;
    const price = 100 * (1 + (row % assets.length)) * Math.exp(noise(row) / 100);
    buffer.push([
      ...[assets[row % assets.length] ?? "", endMs, price, price * 0.9995, price * 0.999, price * 1.001],
      ...[endMs - (row % 1_500), 0.9375, Math.abs(noise(row + 1)) / 1_000, sources[row % 2] ?? [], []],
    ]);
  }
  return buffer.take(rows);
}

/** Between -1 and 1, the same for the same number (a bit mixer: Steele, Lea and Flood 2014, the finaliser of SplitMix). */
function noise(seed: number): number {
  let bits = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) / 2 ** 31;
}
