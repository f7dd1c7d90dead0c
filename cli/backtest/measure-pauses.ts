export type Pauses = {
  readonly pauseMinMs: number | null;
  readonly pauseMaxMs: number | null;
  /** Whether no two fires are nearer to each other than the cooldown: seen from the fires, whatever fired them. */
  readonly cooldownRespected: boolean;
};

/** The pauses between one trigger's fires, which are in order of time. */
export function measurePauses(firesAtMs: readonly number[], cooldownMs: number): Pauses {
  const pausesMs = firesAtMs.slice(1).map((atMs, index) => atMs - (firesAtMs[index] as number));
  const least = pausesMs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const greatest = pausesMs.reduce((a, b) => Math.max(a, b), 0);
  const hasPauses = pausesMs.length > 0;
  return {
    pauseMinMs: hasPauses ? least : null,
    pauseMaxMs: hasPauses ? greatest : null,
    cooldownRespected: least >= cooldownMs,
  };
}
