import type { Cast, CastState } from "../../../../contracts/cast.ts";

export type Tone = "good" | "bad" | "warn" | "busy" | "quiet";

/** A state of a cast as people read it, with what it means. */
export const castStateWords: Readonly<Record<CastState, { label: string; meaning: string; tone: Tone }>> = {
  CREATED: { label: "Created", meaning: "accepted, not signed yet", tone: "busy" },
  SIGNED: { label: "Signed", meaning: "signed bytes are stored, nothing is sent yet", tone: "busy" },
  SUBMITTED: { label: "Submitted", meaning: "sent to the chain", tone: "busy" },
  PENDING: { label: "Pending", meaning: "the chain knows it; no receipt yet", tone: "busy" },
  VERIFYING: {
    label: "Verifying",
    meaning: "the outcome is unknown and is being checked; nothing is sent twice",
    tone: "warn",
  },
  CONFIRMED: { label: "Confirmed", meaning: "in a block, waiting for finality", tone: "busy" },
  FINALIZED: { label: "Finalized", meaning: "done, and final on the chain", tone: "good" },
  INCLUDED_UNVERIFIED: {
    label: "Unverified",
    meaning: "final on the chain, but it left something else than the spell promises",
    tone: "warn",
  },
  REVERTED: { label: "Reverted", meaning: "the chain undid it; only the fee is spent", tone: "bad" },
  CANCELLED: {
    label: "Cancelled",
    meaning: "it was taken back or not mined in time, and can never execute any more",
    tone: "quiet",
  },
  REFUSED: { label: "Refused", meaning: "not sent: the vault said no", tone: "bad" },
  STUCK: { label: "Stuck", meaning: "a person must look", tone: "warn" },
};

export type CastStep = {
  readonly state: CastState;
  readonly atWallMs: number;
  /** Wall time since the step before; null for the first. */
  readonly afterMs: number | null;
  readonly note: string | null;
};

/** The steps of a cast with the time that each took to come. */
export function castSteps(cast: Pick<Cast, "steps">): readonly CastStep[] {
  return cast.steps.map(({ state, atWallMs, note }, index) => {
    const before = cast.steps[index - 1];
    return { state, atWallMs, afterMs: before === undefined ? null : atWallMs - before.atWallMs, note: note ?? null };
  });
}

/** Wall time from the first step to the last. */
export function castElapsedMs({ steps }: Pick<Cast, "steps">): number {
  return (steps.at(-1)?.atWallMs ?? 0) - (steps[0]?.atWallMs ?? 0);
}

export type BalanceChange = {
  readonly token: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly before: bigint | null;
  readonly after: bigint | null;
  readonly change: bigint | null;
};

/** Balances before and after, by token, in the order in which they come. Null: not read (yet). */
export function balanceChanges({
  balancesBefore,
  balancesAfter,
}: Pick<Cast, "balancesBefore" | "balancesAfter">): readonly BalanceChange[] {
  const tokens = new Map([...balancesBefore, ...balancesAfter].map((amount) => [amount.token, amount]));
  const find = (list: Cast["balancesBefore"], token: string): bigint | null => {
    const amount = list.find((item) => item.token === token)?.amount;
    return amount === undefined ? null : BigInt(amount);
  };
  return [...tokens.values()].map(({ token, symbol, decimals }) => {
    const before = find(balancesBefore, token);
    const after = find(balancesAfter, token);
    return {
      token,
      symbol,
      decimals,
      before,
      after,
      change: before === null || after === null ? null : after - before,
    };
  });
}
