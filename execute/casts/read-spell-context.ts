import type { Address, Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Chain } from "../adapters/chain.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { Spell, SpellContext } from "../spells/spell.ts";

/** Why a context could not be had: a read failed, which tells nothing, or the chain cannot serve this spell now. */
export type ContextFault = { readonly isAnswer: boolean; readonly code: string; readonly message: string };

export type ContextInput = Pick<
  SpellContext,
  "castId" | "nowSeconds" | "notAfterSeconds" | "sessionEndsSeconds" | "signalPrices" | "spentSoFar"
> & {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly spell: Spell;
  /** Parsed by the spell's own schema. */
  readonly params: unknown;
  /** The block that everything is read at. */
  readonly at: bigint;
};

/** What a spell sees, all of one block: balances, the pool, and whatever else it says that it reads. */
export async function readSpellContext(input: ContextInput): Promise<Result<SpellContext, ContextFault>> {
  const { chain, settings, safe, spell, params, at } = input;
  const { lending, orders } = settings;
  const orderId: Hex | undefined = spell.reads.includes("orders") ? spell.orderId?.(params) : undefined;
  const [balances, pool, loans, order] = await Promise.all([
    readBalances(chain, settings, safe, at),
    chain.poolState(settings.pool, meanWindowSeconds, at),
    spell.reads.includes("lending") && lending !== undefined
      ? chain.lendingState({ tokens: settings.tokens, lending }, safe, at)
      : ok(null),
    orderId !== undefined && orders !== undefined ? chain.order(orders.book, safe, orderId, at) : ok(null),
  ]);
  if (!balances.ok) return unreachable(balances.error.message);
  if (!pool.ok) {
    const isAnswer = pool.error.code === "chain.reverted";
    return isAnswer
      ? err({ isAnswer, code: "no-mean-price", message: pool.error.message })
      : unreachable(pool.error.message);
  }
  if (!loans.ok) return unreachable(loans.error.message);
  if (!order.ok) return unreachable(order.error.message);
  const { castId, nowSeconds, notAfterSeconds, sessionEndsSeconds, signalPrices, spentSoFar } = input;
  return ok({
    settings,
    safe,
    castId,
    balances: balances.value,
    pool: pool.value,
    signalPrices,
    nowSeconds,
    notAfterSeconds,
    sessionEndsSeconds,
    lending: loans.value,
    order: order.value,
    spentSoFar,
  });
}

/** Window of the pool's mean price that the spot price must agree with. */
const meanWindowSeconds = 300;

const unreachable = (message: string) => err({ isAnswer: false, code: "chain-unreachable", message });
