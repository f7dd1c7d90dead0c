import type { TokenAmount } from "../../../../../contracts/cast.ts";

/** An allowance as it is typed, in whole tokens. */
export type AllowanceDraft = {
  /** `carry-over`: what the session before has left. */
  readonly kind: "set" | "carry-over";
  readonly amount: string;
  /** Both empty: it is spent once and never filled again. */
  readonly refill: string;
  readonly every: string;
};

/** A permission as it is typed. For a loan `sell` is what is lent, `buy` what is borrowed, and `second` the allowance of that. */
export type PermissionDraft = {
  readonly kind: "swap" | "lend" | "order";
  readonly sell: string;
  readonly buy: string;
  readonly allowance: AllowanceDraft;
  readonly second: AllowanceDraft;
  readonly lossPercent: string;
  readonly maxLife: string;
};

export type TermsDraft = {
  readonly permissions: readonly PermissionDraft[];
  readonly days: string;
  readonly hasEmergency: boolean;
  /** By symbol, in whole tokens; empty: it is not sold. */
  readonly emergencySells: Readonly<Record<string, string>>;
  readonly emergencyLossPercent: string;
  readonly emergencyDays: string;
};

export const emptyAllowance: AllowanceDraft = { kind: "set", amount: "", refill: "", every: "" };

export function emptyPermission(tokens: readonly TokenAmount[]): PermissionDraft {
  const [sell = "", buy = ""] = tokens.map(({ symbol }) => symbol);
  return {
    kind: "swap",
    sell,
    buy,
    allowance: emptyAllowance,
    second: emptyAllowance,
    lossPercent: "5",
    maxLife: "1d",
  };
}

/** A week, one swap, and an emergency key: what most owners begin with. No amount is guessed. */
export const emptyTerms = (tokens: readonly TokenAmount[]): TermsDraft => ({
  permissions: [emptyPermission(tokens)],
  days: "7",
  hasEmergency: true,
  emergencySells: {},
  emergencyLossPercent: "8",
  emergencyDays: "30",
});
