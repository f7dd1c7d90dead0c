import { err, ok, type Result } from "../../../../../contracts/result.ts";
import type { SafeTxJson } from "../../../../../contracts/safe-tx.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { readActBody } from "../../../../../execute/core/act.ts";
import type { ActBody, ActName } from "../../../../../execute/core/act-bodies.ts";
import type { ActWords } from "../../../host/owner.ts";
import type { CoSignRequest } from "../../../owner/co-sign/co-sign-request.ts";
import { hashOf } from "../../../owner/co-sign/co-sign-request.ts";
import { writeAmount } from "../amounts/amount-text.ts";
import { describeTerms } from "../keys/permission-words.ts";
import { describeGrant } from "../people/draft-agent.ts";
import {
  confirmAct,
  limitsAct,
  openAct,
  prepareAct,
  rotateAct,
  tradingStateAct,
  withdrawAct,
} from "../words/act-words.ts";
import { describeSafeCall, listCalls } from "./describe-safe-calls.ts";

/** So many calls are told one by one; what is beyond stands in the exact text. */
const toldMax = 40;

type Known = { readonly view: VaultView | null; readonly until: (atMs: number) => string };

/** What another owner asks this one to sign, in words from its data alone; or why it is not to be signed here. */
export function describeRequest(request: CoSignRequest, { view, until }: Known): Result<ActWords, string> {
  const words = request.kind === "act" ? describeAct(request.act, { view, until }) : describeTx(request, view);
  if (!words.ok) return words;
  const { title, sentences } = words.value;
  return ok({ title: `Sign with the others: ${lowerFirst(title)}`, sentences, isDangerous: true });
}

/** The transaction that the vault has answered to an act of several owners. */
export function describeNext(safeTx: SafeTxJson, view: VaultView | null): ActWords {
  const calls = listCalls(safeTx) ?? [];
  const safe = view?.vault ?? "";
  return say("Sign the transaction", [
    "The vault has done its part and answers with this transaction of your Safe.",
    ...calls.slice(0, toldMax).map((call) => describeSafeCall(call, safe, view?.balances ?? [])),
  ]);
}

function describeTx(
  request: Extract<CoSignRequest, { kind: "safe-tx" }>,
  view: VaultView | null,
): Result<ActWords, string> {
  const calls = listCalls(request.safeTx);
  if (calls === undefined) return err("Its bytes are no batch of calls, so nobody can say what would be done.");
  const tokens = view?.balances ?? [];
  const told = calls.slice(0, toldMax).map((call) => describeSafeCall(call, request.vault, tokens));
  const more = calls.length - told.length;
  const prepared = view?.prepared ?? null;
  const isArming = prepared?.safeTx != null && hashOf({ ...request, safeTx: prepared.safeTx }) === hashOf(request);
  if (isArming) {
    const sentences = ["It arms the keys that wait in this vault. The vault says of them:"];
    return ok(say("Arm the session", [...sentences, ...prepared.words, ...prepared.emergencyWords]));
  }
  const rest = more > 0 ? [`And ${more} calls more: read them under "To the last character".`] : [];
  const unknown = view === null ? ["Amounts are in a token's smallest units: this page does not read the vault."] : [];
  return ok(say("A transaction of your Safe", [...told, ...rest, ...unknown]));
}

type SharedAct = Extract<CoSignRequest, { kind: "act" }>["act"];

function describeAct({ action, body }: SharedAct, known: Known): Result<ActWords, string> {
  const read = readActBody(action, body);
  return read.ok ? ok(wordsOf(action, read.value, known)) : err("What it would do is not in order. Ask for it anew.");
}

function wordsOf(action: ActName, body: unknown, { view, until }: Known): ActWords {
  const decimalsOf = (symbol: string): number | undefined =>
    view?.balances.find((token) => token.symbol === symbol)?.decimals;
  const as = <Name extends ActName>(_name: Name) => body as ActBody<Name>;
  switch (action) {
    case "open":
      return openAct(as("open").roles);
    case "prepare-session": {
      const terms = as("prepare-session");
      if (view === null) break;
      return prepareAct(
        describeTerms(terms, (symbol) => decimalsOf(symbol) ?? 0),
        until(terms.expiresAtMs),
      );
    }
    case "confirm-session":
      return confirmAct();
    case "rotate-session":
      return rotateAct(until(as("rotate-session").expiresAtMs));
    case "grant-agent": {
      const grant = as("grant-agent");
      return describeGrant(grant, until(grant.expiresAtMs));
    }
    case "set-limits": {
      const { gasWeiPerDay, castsPerDay } = as("set-limits");
      return limitsAct(writeAmount(BigInt(gasWeiPerDay), 18), castsPerDay);
    }
    case "withdraw": {
      const { token, amount, to } = as("withdraw");
      const decimals = decimalsOf(token);
      if (decimals === undefined) break;
      return withdrawAct(writeAmount(BigInt(amount), decimals), token, to);
    }
    case "set-trading-state": {
      const { state, reason } = as("set-trading-state");
      return tradingStateAct(state, view?.tradingState.state ?? "HALTED", reason);
    }
    default:
  }
  const fields = Object.entries(body as object).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return say(`The act ${action}`, fields.length === 0 ? ["It has no further parts."] : fields);
}

const say = (title: string, sentences: readonly string[]): ActWords => ({ title, sentences, isDangerous: true });
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
