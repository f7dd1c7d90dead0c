/** Times between frames in milliseconds, told by what people feel: the usual, the slow ones, and how many were missed. */
export type FrameReport = {
  readonly frames: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Share of frames that came later than two frames of 60 a second: one was dropped. */
  readonly lateShare: number;
};

const lateMs = 33.4;

export function reportFrames(deltas: readonly number[]): FrameReport {
  const sorted = deltas.toSorted((a, b) => a - b);
  // The least value that so many of all are not above.
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    frames: sorted.length,
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), longestMs: sorted.at(-1) ?? 0 },
    lateShare: sorted.length === 0 ? 0 : sorted.filter((delta) => delta > lateMs).length / sorted.length,
  };
}
