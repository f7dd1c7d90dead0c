import { keccak256 } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { createChain } from "../../execute/adapters/chain.ts";
import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import { chooseFees, type Fees } from "../../execute/core/choose-fees.ts";
import { chooseReplacementFees } from "../../execute/core/lifecycle/replacement-fees.ts";
import type { SmokeCheck } from "./check-chain.ts";

const finalWithinMs = 30 * 60_000;
const lookEveryMs = 1_000;

/**
 * Sends a transaction of the account to itself, then one of the same nonce with higher fees, and looks until one of the two
 * is final: the path of a cast without a vault.
 */
export async function sendAndReplace(
  settings: ChainSettings,
  account: PrivateKeyAccount,
  report: (check: SmokeCheck) => void,
  nowMs: () => number,
): Promise<void> {
  const chain = createChain(settings);
  const maxFeeWeiMax = BigInt(settings.fees.maxFeeWei);
  const [nonce, baseFee, gas] = await Promise.all([
    chain.nonce(account.address, "latest"),
    chain.nextBaseFee(),
    chain.estimateGas({ from: account.address, to: account.address, data: "0x" }),
  ]);
  const failed = [nonce, baseFee, gas].find((read) => !read.ok);
  if (!nonce.ok || !baseFee.ok || !gas.ok) {
    const found = failed !== undefined && !failed.ok ? failed.error.message : "no answer";
    return report({ what: `account ${account.address}`, isOk: false, found });
  }
  const first = chooseFees({ nextBaseFeeWei: baseFee.value, tipWei: BigInt(settings.fees.tipWei), maxFeeWeiMax });
  const second = first && chooseReplacementFees({ before: first, nextBaseFeeWei: baseFee.value, maxFeeWeiMax });
  if (first === null || second === null) {
    return report({ what: "fees", isOk: false, found: `the next block asks ${baseFee.value} wei: above the ceiling` });
  }
  const sign = (fees: Fees) =>
    account.signTransaction({
      chainId: settings.chainId,
      type: "eip1559",
      nonce: Number(nonce.value),
      to: account.address,
      gas: gas.value * 2n,
      maxFeePerGas: fees.maxFeeWei,
      maxPriorityFeePerGas: fees.tipWei,
    });
  const sent = [await sign(first), await sign(second)];
  const startedMs = nowMs();
  for (const [index, bytes] of sent.entries()) {
    const outcome = await chain.sendRaw(bytes);
    // The first may be mined already: then its successor comes too late.
    const isOk = outcome.outcome === "accepted" || (index === 1 && outcome.outcome === "nonce-too-low");
    report({ what: index === 0 ? "send" : "replacement", isOk, found: JSON.stringify(outcome) });
  }
  const hashes = sent.map((bytes) => keccak256(bytes));
  let seenMs: number | null = null;
  while (nowMs() - startedMs < finalWithinMs) {
    const [finalized, ...receipts] = await Promise.all([chain.block("finalized"), ...hashes.map(chain.receipt)]);
    const receipt = receipts.flatMap((read) => (read.ok && read.value !== null ? [read.value] : [])).at(0);
    if (receipt !== undefined) seenMs ??= nowMs();
    if (receipt !== undefined && finalized.ok && receipt.blockNumber <= finalized.value.number) {
      const found = `mined after ${(seenMs ?? nowMs()) - startedMs} ms, final after ${nowMs() - startedMs} ms`;
      return report({ what: `transaction ${receipt.transactionHash}`, isOk: receipt.status === "success", found });
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  report({ what: "finality", isOk: false, found: `not final within ${finalWithinMs / 60_000} minutes` });
}
