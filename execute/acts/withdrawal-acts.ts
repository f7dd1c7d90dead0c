import { encodeFunctionData } from "viem";
import { ok } from "../../contracts/result.ts";
import { erc20Abi } from "../core/abis.ts";
import { findToken } from "../core/chain-settings.ts";
import { buildSafeBatch } from "../core/safe-tx.ts";
import { toSafeTxJson } from "../core/safe-tx-json.ts";
import { type PerformAct, refuse } from "./act-deps.ts";

/** Writes nothing but the note: the owners sign and send the transaction, and no key of this vault can. */
const withdraw: PerformAct<"withdraw"> = async ({ token: symbol, amount, to }, deps) => {
  const token = findToken(deps.settings, symbol);
  if (token === undefined) {
    return refuse("bad-body", `expected one of ${deps.settings.tokens.map((one) => one.symbol).join(", ")}`);
  }
  const nonce = await deps.chain.safeNonce(deps.vault);
  if (!nonce.ok) return refuse("chain-unreachable", nonce.error.message);
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [to, BigInt(amount)] });
  const { multiSendCallOnly } = deps.settings;
  const tx = buildSafeBatch({
    calls: [{ to: token.address, value: 0n, data }],
    multiSendCallOnly,
    nonce: nonce.value,
  });
  deps.commit(`${amount} of ${symbol} to ${to}, for the owners to sign`, () => {});
  return ok({ safeTx: toSafeTxJson(tx) });
};

export const withdrawalActs = { withdraw };
