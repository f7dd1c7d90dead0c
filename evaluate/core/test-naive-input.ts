/** What the naive evaluator takes and gives: the prices, signals and triggers of `portent replay`, already read. */
export type NaiveRow = {
  readonly tsMs: number;
  readonly symbol: string;
  readonly open?: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};

/** Rows of one file as written. `barLengthMs` null: price rows, where high, low and close are the price. */
export type NaiveFile = { readonly barLengthMs: number | null; readonly rows: readonly NaiveRow[] };

export type NaiveSignal = {
  readonly key: string;
  readonly value: number;
  readonly tsMs: number;
  readonly validUntilMs?: number;
};

/** A trigger as its author writes it, defaults not filled in; fields that replay does not read may stand beside. */
export type NaiveTrigger = {
  readonly id: string;
  readonly when: string;
  readonly clearWhen?: string;
  readonly for?: string;
  readonly keepFor?: string;
  readonly mode?: "once" | "repeat";
  readonly cooldown?: string;
  readonly maxFires?: number;
  readonly noData?: "hold" | "clear" | "disarm" | "fire";
  readonly maxStaleness?: string;
  readonly validFrom?: number | string;
  readonly validUntil?: number | string;
  readonly priority?: "opportunistic" | "protective";
  readonly group?: string;
  readonly inhibitedBy?: readonly string[];
  readonly action?: { readonly type: "notify" | "cast" };
};

export type NaiveInput = {
  readonly files: readonly NaiveFile[];
  readonly signals?: readonly NaiveSignal[];
  readonly triggers: readonly NaiveTrigger[];
  readonly cadenceMs: number;
  readonly maxStalenessMs?: number;
};

export type NaiveFire = { readonly trigger: string; readonly at: number };

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of one whole number and one of `s m h d`. */
export function readDurationMs(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ms = unitMs[unit ?? ""];
  if (count === undefined || ms === undefined) throw new Error(`not a duration: ${text}`);
  return Number(count) * ms;
}

/** UTC milliseconds of a moment given as such or as ISO 8601 with offset. */
export function readMomentMs(moment: number | string): number {
  const ms = typeof moment === "number" ? moment : Date.parse(moment);
  if (!Number.isFinite(ms)) throw new Error(`not a moment: ${moment}`);
  return ms;
}
