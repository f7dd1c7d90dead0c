/** Invented one-minute bars for tests: slow waves around a level, the same at every call. */

export const sampleStartMs = Date.UTC(2024, 2, 4);

const levels: Readonly<Record<string, number>> = { "BTC/USDT": 50_000, "ETH/USDT": 2_500, "LINK/USDT": 15 };

/** CSV of `minutes` bars of three pairs; `scale` shifts all prices, as another source would have them. */
export function sampleBars(minutes: number, scale = 1): string {
  const rows = ["ts_ms,symbol,open,high,low,close,volume"];
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const [symbol, level] of Object.entries(levels)) {
      const open = priceAt(level * scale, minute);
      const close = priceAt(level * scale, minute + 1);
      const [high, low] = [Math.max(open, close) * 1.0005, Math.min(open, close) * 0.9995];
      rows.push([sampleStartMs + minute * 60_000, symbol, open, high, low, close, 1].join(","));
    }
  }
  return `${rows.join("\n")}\n`;
}

const priceAt = (level: number, minute: number): number =>
  Number((level * (1 + 0.01 * Math.sin(minute / 90) + 0.001 * Math.sin(minute / 7))).toFixed(4));
