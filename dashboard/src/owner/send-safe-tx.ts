import { type Address, concatHex, type Hex, padHex } from "viem";
import { z } from "zod";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { SafeTxJson as SafeTxText } from "../../../contracts/safe-tx.ts";
import { encodeExecTransaction, type SafeTx } from "../../../execute/core/safe-tx.ts";
import { readSafeTxJson, type SafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import { askWallet } from "./ask-wallet.ts";
import { needsSeveral, signTogether } from "./co-sign/collect.ts";
import { type Connected, connectWallet, toStepProblem } from "./connect-wallet.ts";
import type { OnStep, Site, StepProblem } from "./site.ts";
import type { Wallet } from "./wallet.ts";

const HexText = z.string().regex(/^0x[0-9a-fA-F]*$/);
const Receipt = z.object({ status: z.string() }).nullable();

export type SendDeps = { readonly waitMs: (ms: number) => Promise<void> };

const pollMs = 1_000;
const pollsMax = 180;

/**
 * Has an owner's wallet send a transaction of the Safe, and waits until it is in a block. Where one owner can act for the Safe, the
 * sender is the proof, as the Safe's contract has it, and the wallet asks once. Where several are asked for, this one signs first.
 */
export async function sendSafeTx(
  wallet: Wallet,
  site: Site,
  json: SafeTxJson,
  deps: SendDeps & { readonly nowWallMs: () => number },
  onStep: OnStep,
): Promise<Result<{ readonly transactionHash: string }, StepProblem>> {
  onStep(`Waiting for ${wallet.name} to connect.`);
  const connected = await connectWallet(wallet, site);
  if (!connected.ok) return connected;
  const { account, chainId } = connected.value;
  const several = await needsSeveral(connected.value, site.vault as Address);
  if (!several.ok) return several;
  if (several.value) {
    const safeTx = SafeTxText.parse(json);
    const request = { kind: "safe-tx" as const, vault: site.vault, chainId, safeTx, signatures: [] };
    return signTogether(connected.value, request, deps, onStep);
  }
  return sendExecution(connected.value, site.vault, readSafeTxJson(json), senderIsOwner(account), deps, onStep);
}

/** Sends what is signed, by whoever's wallet, and waits until it is in a block. */
export async function sendExecution(
  { wallet, account }: Pick<Connected, "wallet" | "account">,
  safe: string,
  tx: SafeTx,
  signatures: Hex,
  deps: SendDeps,
  onStep: OnStep,
): Promise<Result<{ readonly transactionHash: string }, StepProblem>> {
  const data = encodeExecTransaction(tx, signatures);
  onStep(`${wallet.name} shows you a transaction to your Safe: look at it there, and send it.`);
  const sent = await askWallet(
    wallet,
    "eth_sendTransaction",
    [{ from: account, to: safe, data, value: "0x0" }],
    HexText,
  );
  if (!sent.ok) return err(toStepProblem(sent.error));
  onStep("It is sent. Waiting for a block.");
  return awaitReceipt(wallet, sent.value, deps);
}

/** The form of a signature that says "the sender is this owner": `r` is the owner, `v` is 1. */
export const senderIsOwner = (owner: Address): Hex =>
  concatHex([padHex(owner, { size: 32 }), padHex("0x", { size: 32 }), "0x01"]);

async function awaitReceipt(
  wallet: Wallet,
  transactionHash: string,
  { waitMs }: SendDeps,
): Promise<Result<{ readonly transactionHash: string }, StepProblem>> {
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const receipt = await askWallet(wallet, "eth_getTransactionReceipt", [transactionHash], Receipt);
    if (receipt.ok && receipt.value !== null) {
      return BigInt(receipt.value.status) === 1n ? ok({ transactionHash }) : err(reverted(transactionHash));
    }
    await waitMs(pollMs);
  }
  return err(notYet(transactionHash));
}

const reverted = (hash: string): StepProblem => ({
  kind: "refused",
  code: "reverted",
  detail: `The chain took it back: only its fee was spent. Its nonce may have been used meanwhile; ask for a new transaction. (${hash})`,
});
const notYet = (hash: string): StepProblem => ({
  kind: "unknown",
  code: null,
  detail: `It is sent and in no block yet. Look in the wallet before you try again. (${hash})`,
});
