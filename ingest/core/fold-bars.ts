/** One minute of trading at a source. A bar is known when its minute is over. */
export type Bar = {
  readonly openAtMs: number;
  readonly open: number;
  readonly low: number;
  readonly high: number;
  readonly close: number;
};

export const barMs = 60_000;

export type FoldedBars = {
  readonly price: number;
  readonly range: { readonly open: number; readonly low: number; readonly high: number };
  readonly sampleAtMs: number;
};

/**
 * The latest close known by `endMs`, with open, low and high of the bars that became known in `(startMs, endMs]`. Without
 * one in the window the last earlier bar answers, with its own old time: it is for the consensus to call it stale.
 */
export function foldBars(bars: readonly Bar[], window: { startMs: number; endMs: number }): FoldedBars | null {
  const known = bars.filter((bar) => bar.openAtMs + barMs <= window.endMs).toSorted((a, b) => a.openAtMs - b.openAtMs);
  const last = known.at(-1);
  if (last === undefined) return null;
  const inWindow = known.filter((bar) => bar.openAtMs + barMs > window.startMs);
  const [first = last, ...others] = inWindow;
  const range = [first, ...others];
  return {
    price: last.close,
    range: {
      open: first.open,
      low: Math.min(...range.map((bar) => bar.low)),
      high: Math.max(...range.map((bar) => bar.high)),
    },
    sampleAtMs: last.openAtMs + barMs,
  };
}
