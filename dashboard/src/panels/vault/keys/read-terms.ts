import type { TokenAmount } from "../../../../../contracts/cast.ts";
import { err, ok, type Result } from "../../../../../contracts/result.ts";
import type {
  AllowanceTerms,
  EmergencyTerms,
  PermissionTerms,
  SessionTerms,
} from "../../../../../contracts/session-terms.ts";
import { DurationText } from "../../../../../contracts/time.ts";
import { readAmount } from "../amounts/amount-text.ts";
import { dayMs, readDays, readPercentBps } from "../words/durations.ts";
import type { AllowanceDraft, PermissionDraft, TermsDraft } from "./draft-terms.ts";

/** What is wrong, by field: `0.amount`, `0.second.refill`, `emergency.WETH`, `days`. */
export type TermsFaults = Readonly<Record<string, string>>;

export const faultAt = (faults: TermsFaults, field: string): string | null => faults[field] ?? null;

/** What an owner typed as the terms of a session, by the chain's clock; or all that is wrong with it, at once. */
export function readTerms(
  draft: TermsDraft,
  tokens: readonly TokenAmount[],
  chainTimeMs: number,
): Result<SessionTerms, TermsFaults> {
  const faults: Record<string, string> = {};
  const decimalsOf = (symbol: string) => tokens.find((token) => token.symbol === symbol)?.decimals ?? 0;
  const note = <T>(field: string, read: Result<T, string>, otherwise: T): T => {
    if (read.ok) return read.value;
    faults[field] = read.error;
    return otherwise;
  };
  const days = note("days", readTyped(readDays(draft.days), daysWords), 1);
  const permissions = draft.permissions.map((permission, index) =>
    readPermission(permission, { decimalsOf, note, path: String(index) }),
  );
  const emergency = draft.hasEmergency ? readEmergency(draft, { decimalsOf, note, chainTimeMs }) : null;
  if (Object.keys(faults).length > 0) return err(faults);
  return ok({ permissions, emergency, expiresAtMs: chainTimeMs + days * dayMs });
}

type Reading = {
  readonly decimalsOf: (symbol: string) => number;
  readonly note: <T>(field: string, read: Result<T, string>, otherwise: T) => T;
};

const daysWords = "Type whole days, from 1 to 365.";
const percentWords = "Type a percentage from 0 to 100, with at most two digits after the point.";
const durationWords = "Type a whole number and one of m, h, d, such as 12h.";

const readTyped = <T>(value: T | null, words: string): Result<T, string> => (value === null ? err(words) : ok(value));

function readPermission(
  { kind, sell, buy, allowance, second, lossPercent, maxLife }: PermissionDraft,
  { decimalsOf, note, path }: Reading & { readonly path: string },
): PermissionTerms {
  if (sell === buy) note(`${path}.buy`, err("Choose another token than the first."), null);
  const first = readAllowance(allowance, decimalsOf(sell), { decimalsOf, note, path });
  if (kind === "lend") {
    const borrowAllowance = readAllowance(second, decimalsOf(buy), { decimalsOf, note, path: `${path}.second` });
    return { kind, supply: sell, supplyAllowance: first, borrow: buy, borrowAllowance };
  }
  const lossBpsMax = note(`${path}.loss`, readTyped(readPercentBps(lossPercent), percentWords), 0);
  if (kind === "swap") return { kind, sell, buy, allowance: first, lossBpsMax };
  const life = note(`${path}.life`, readDuration(maxLife), "1d");
  return { kind, sell, buy, allowance: first, lossBpsMax, maxLife: life };
}

function readAllowance(
  { kind, amount, refill, every }: AllowanceDraft,
  decimals: number,
  { note, path }: Reading & { readonly path: string },
): AllowanceTerms {
  if (kind === "carry-over") return { kind };
  const balance = note(`${path}.amount`, readAmount(amount, decimals), 0n).toString();
  if (refill.trim() === "" && every.trim() === "") return { kind, balance };
  const added = note(`${path}.refill`, readAmount(refill, decimals), 0n).toString();
  const period = note(`${path}.every`, readDuration(every), "1d");
  return { kind, balance, refill: { amount: added, max: balance, every: period } };
}

function readEmergency(
  { emergencySells, emergencyLossPercent, emergencyDays }: TermsDraft,
  { decimalsOf, note, chainTimeMs }: Reading & { readonly chainTimeMs: number },
): EmergencyTerms {
  const sells = Object.entries(emergencySells).flatMap(([token, amount]) => {
    if (amount.trim() === "") return [];
    const balance = note(`emergency.${token}`, readAmount(amount, decimalsOf(token)), 0n).toString();
    return [{ token, allowance: { kind: "set" as const, balance } }];
  });
  return {
    sells,
    lossBpsMax: note("emergency.loss", readTyped(readPercentBps(emergencyLossPercent), percentWords), 0),
    expiresAtMs: chainTimeMs + note("emergency.days", readTyped(readDays(emergencyDays), daysWords), 1) * dayMs,
  };
}

function readDuration(text: string): Result<string, string> {
  const parsed = DurationText.safeParse(text.trim());
  return parsed.success ? ok(parsed.data) : err(durationWords);
}
