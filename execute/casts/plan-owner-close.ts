import type { Address, Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Chain } from "../adapters/chain.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { type OpenThings, planClose } from "../core/plan-close.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import { buildSafeBatch, type Call, type SafeTx } from "../core/safe-tx.ts";
import { describeCall } from "../spells/describe-call.ts";
import { findSpell } from "../spells/registry.ts";
import { readSpellContext } from "./read-spell-context.ts";

export type OwnerClose = {
  /** For the owners to sign and send; null where nothing is open. */
  readonly safeTx: SafeTx | null;
  /** Its calls, a sentence each. */
  readonly calls: readonly string[];
  /** What could not be planned now, and why. */
  readonly blockers: readonly string[];
};

/** How long a signed close stays good, in seconds of chain time: owners may have to pass it on. */
const validSeconds = 3_600n;
const closeId: Hex = `0x${"00".repeat(31)}02`;

/**
 * What an owner signs to close a vault with the own wallet: from the chain alone, without any key or part of this system.
 * What only follows from its outcome (collateral that comes back and is sold then) is planned by asking again afterwards.
 */
export async function planOwnerClose(deps: {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  /** Ids of orders in escrow; they cannot be listed from the chain. */
  readonly orders: readonly string[];
}): Promise<Result<OwnerClose, { readonly code: "chain-unreachable"; readonly message: string }>> {
  const { chain, settings, safe } = deps;
  const [block, nonce] = await Promise.all([chain.block("latest"), chain.safeNonce(safe)]);
  if (!block.ok) return err({ code: "chain-unreachable", message: block.error.message });
  if (!nonce.ok) return err({ code: "chain-unreachable", message: nonce.error.message });
  const at = block.value.number;
  const balances = await readBalances(chain, settings, safe, at);
  if (!balances.ok) return err({ code: "chain-unreachable", message: balances.error.message });
  const amounts = new Map(balances.value.map(({ token, amount }) => [token, BigInt(amount)]));
  const steps = planClose(describeOpen(settings, amounts, deps.orders));
  const calls: Call[] = [];
  const blockers: string[] = [];
  const nowSeconds = block.value.timestamp;
  for (const { spell: name, params: raw } of steps) {
    const spell = findSpell(name);
    const params = spell?.params.safeParse(raw);
    if (spell === undefined || params?.success !== true) continue;
    const context = await readSpellContext({
      chain,
      settings,
      safe,
      spell,
      params: params.data,
      at,
      castId: closeId,
      nowSeconds,
      notAfterSeconds: nowSeconds + validSeconds,
      sessionEndsSeconds: nowSeconds + validSeconds,
      signalPrices: new Map(),
      spentSoFar: 0n,
    });
    const plan = context.ok ? spell.plan(context.value, params.data) : context;
    if (plan.ok) calls.push(...plan.value.calls);
    else blockers.push(`${name}: ${plan.error.message}`);
  }
  const { multiSendCallOnly } = settings;
  return ok({
    safeTx: calls.length === 0 ? null : buildSafeBatch({ calls, multiSendCallOnly, nonce: nonce.value }),
    calls: calls.map((call) => describeCall(call, settings)),
    blockers,
  });
}

/** What is open, by what a vault holds. An empty order id list: those that only the vault knows are not closed. */
export function describeOpen(
  settings: ChainSettings,
  balances: ReadonlyMap<string, bigint>,
  orders: readonly string[],
): OpenThings {
  const tokens = listPositionTokens(settings);
  const holds = (role: "lent" | "owed") =>
    tokens.filter((token) => token.role === role && (balances.get(token.address.toLowerCase()) ?? 0n) > 0n);
  const symbolOf = (underlying: string | undefined) =>
    settings.tokens.find(({ address }) => address.toLowerCase() === underlying)?.symbol;
  const dollar = settings.tokens.find(({ asset }) => asset === "USD")?.symbol ?? "";
  const borrow = symbolOf(holds("owed")[0]?.underlying) ?? dollar;
  // Collateral without a debt is taken back, too: its pair is the dollar token.
  const loans = holds("lent").flatMap(({ underlying, isDollar }) => {
    const collateral = symbolOf(underlying);
    return isDollar || collateral === undefined ? [] : [{ collateral, borrow }];
  });
  return { balances, tokens, loans, orders };
}
