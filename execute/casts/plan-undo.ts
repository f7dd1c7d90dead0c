import type { Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { SpellRequest } from "../../contracts/spell.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { ActFault } from "../core/act.ts";
import { findSpell } from "../spells/registry.ts";
import type { VaultCore } from "../vault/vault-core.ts";

/** The cast that takes another one back, by the spell that made it and what the chain shows now. */
export async function planUndo(castId: string, core: VaultCore): Promise<Result<SpellRequest, ActFault>> {
  const { chain, records, settings } = core;
  const refuse = (code: ActFault["code"], message: string) => err({ code, message });
  const record = records.casts.find(castId);
  const spell = record === undefined ? undefined : findSpell(record.cast.spell);
  const params = spell?.params.safeParse(record?.params);
  if (record === undefined || spell === undefined || params?.success !== true) {
    return refuse("refused", `there is no cast ${castId}`);
  }
  const { orders } = settings.chain;
  const { order } = record.cast;
  const [block, balances, found] = await Promise.all([
    chain.block("latest"),
    readBalances(chain, settings.chain, core.safe(), "latest"),
    order === null || orders === undefined ? ok(null) : chain.order(orders.book, core.safe(), order.id as Hex),
  ]);
  for (const read of [block, balances, found]) if (!read.ok) return refuse("chain-unreachable", read.error.message);
  if (!block.ok || !balances.ok || !found.ok) throw new Error("unreachable: checked above");
  const undo = spell.undo(record.cast, params.data, {
    settings: settings.chain,
    balances: balances.value,
    nowSeconds: block.value.timestamp,
    order: found.value,
  });
  if (!undo.ok) return refuse("refused", undo.error.message);
  return ok({ spell: undo.value.spell, params: undo.value.params as SpellRequest["params"] });
}
