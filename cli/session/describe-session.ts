import type { TokenAmount } from "../../contracts/cast.ts";
import type { SessionView, VaultView } from "../../contracts/vault-view.ts";
import { formatMoment, formatSpan } from "../backtest/format-time.ts";

/** What both keys of a vault may do, for people: in the sentences that its owners signed, worst loss apart. */
export function describeSession(view: VaultView): string {
  const { vault, chainId, chainTimeMs, session, emergencySession } = view;
  const at =
    chainTimeMs === null ? "the chain does not answer at present" : `chain time ${formatMoment(chainTimeMs)} UTC`;
  const sections = [
    [`Vault ${vault} on chain ${chainId}, ${at}`],
    describeKey("Session key", session, chainTimeMs),
    emergencySession === null
      ? ["Emergency key: none. An emergency close uses the session key, or the owners' own wallet."]
      : describeKey("Emergency key", emergencySession, chainTimeMs),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function describeKey(name: string, session: SessionView, chainTimeMs: number | null): string[] {
  if (session.state === "none") return [`${name}: none. Nothing can be cast until the owners arm one.`];
  const mays = session.words.filter((sentence) => !isWorstLoss(sentence));
  const losses = session.words.filter(isWorstLoss);
  return [
    `${name} ${session.address ?? ""}: ${describeState(session, chainTimeMs)}`,
    ...describeEnd(session, chainTimeMs),
    ...describeLeft(session),
    ...list("It may:", mays),
    ...list("The most that a thief of it could take:", losses),
  ];
}

function describeState({ state, expiresAtMs }: SessionView, chainTimeMs: number | null): string {
  if (state === "prepared") return "prepared; it can do nothing until the owners have signed";
  if (state === "revoked") return "destroyed; what follows is what it could do";
  const hasEnded = chainTimeMs !== null && expiresAtMs !== null && chainTimeMs > expiresAtMs;
  return hasEnded ? "armed, and its time is over: it can do nothing any more" : "armed";
}

function describeEnd({ state, expiresAtMs }: SessionView, chainTimeMs: number | null): string[] {
  if (expiresAtMs === null) return [];
  const isAhead = state === "armed" && chainTimeMs !== null && expiresAtMs > chainTimeMs;
  const left = isAhead ? `, in ${formatSpan(toMinute(expiresAtMs - chainTimeMs))}` : "";
  return [`  until  ${formatMoment(expiresAtMs)} UTC by the chain's clock${left}`];
}

/** Whole minutes are enough, but what is left is never shown as nothing. */
const toMinute = (spanMs: number): number => (spanMs < 60_000 ? spanMs : spanMs - (spanMs % 60_000));

function describeLeft({ state, allowanceLeft }: SessionView): string[] {
  if (state === "revoked") return [];
  const left = allowanceLeft.map(describeAmount).join(", ");
  return [`  left   ${left === "" ? "not known: the chain was not read" : left}`];
}

/** Exact: no digit is cut. */
export function describeAmount({ amount, decimals, symbol }: TokenAmount): string {
  const digits = amount.replace("-", "").padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${amount.startsWith("-") ? "-" : ""}${whole}${part === "" ? "" : `.${part}`} ${symbol}`;
}

/** The sentences of a role that name its worst loss speak of a thief. One that does not stays in the list above. */
const isWorstLoss = (sentence: string): boolean => /\bthief\b/i.test(sentence);

const list = (title: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [`  ${title}`, ...sentences.map((sentence) => `    - ${sentence}`)];
