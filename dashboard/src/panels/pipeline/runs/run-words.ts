import type { RunView } from "../../../../../contracts/run-view.ts";

export const outcomeTones = { done: "quiet", degraded: "warn", failed: "bad" } as const satisfies Readonly<
  Record<RunView["outcome"], string>
>;

/** The run as it stands in the address: `ingest~1621422000000`. */
export const writeRunKey = ({ stage, atMs }: Pick<RunView, "stage" | "atMs">): string => `${stage}~${atMs}`;

/** Null where the address names none. */
export function readRunKey(text: string | undefined): Pick<RunView, "stage" | "atMs"> | null {
  const [, stage, atMs] = /^([a-z][a-z0-9-]*)~(\d{1,16})$/.exec(text ?? "") ?? [];
  return stage === undefined ? null : { stage, atMs: Number(atMs) };
}

/** Each as a share of the longest, in percent, so that bars can be compared; nothing that took time is without a bar. */
export function barShares(durationsMs: readonly number[]): readonly number[] {
  const longest = Math.max(0, ...durationsMs);
  return durationsMs.map((ms) => (longest === 0 || ms === 0 ? 0 : Math.max(0.5, (ms / longest) * 100)));
}

/** A trace id as people paste it: with blanks around it or in capitals; null where it is none. */
export function readTraceId(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  return /^[0-9a-f]{32}$/.test(trimmed) ? trimmed : null;
}
