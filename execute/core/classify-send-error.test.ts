import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { classifySendError } from "./classify-send-error.ts";

/** The verdict in one word. */
function verdict(code: number, message: string): string {
  const found = classifySendError({ code, message });
  return found.outcome === "refused" ? found.code : found.outcome;
}

describe("verbatim texts", () => {
  test.each([
    [-32003, "transaction already imported", "accepted"],
    [-32000, "already known", "accepted"],
    [-32000, "known transaction: 0x1234", "accepted"],
    [-32000, "Known transaction", "accepted"],
    [-32010, "AlreadyKnown", "accepted"],
    [-32010, "Transaction with the same hash was already imported.", "accepted"],
    [-32003, "nonce too low", "nonce-too-low"],
    [-32000, "nonce too low: next nonce 5, tx nonce 4", "nonce-too-low"],
    [-32010, "Transaction nonce is too low. Try incrementing the nonce.", "nonce-too-low"],
    [-32010, "OldNonce, Current nonce: 5, nonce of rejected tx: 4", "nonce-too-low"],
    [-32003, "replacement transaction underpriced", "replacement-underpriced"],
    [-32000, "could not replace existing tx", "replacement-underpriced"],
    [-32000, "transaction underpriced: gas tip cap 0, minimum needed 1", "underpriced"],
    [-32003, "Insufficient funds for gas * price + value", "insufficient-funds"],
    [-32000, "insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1", "insufficient-funds"],
    [-32004, "Upfront cost exceeds account balance", "insufficient-funds"],
    [-32003, "max fee per gas less than block base fee", "fee-cap-below-base-fee"],
    [
      -32000,
      "max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1, baseFee: 2",
      "fee-cap-below-base-fee",
    ],
    [-32000, "max priority fee per gas higher than max fee per gas", "tip-above-fee-cap"],
    [-32000, "tx fee (1.10 ether) exceeds the configured cap (1.00 ether)", "fee-above-node-cap"],
    [-32003, "invalid chain id for signer", "wrong-chain"],
    [-32000, "intrinsic gas too low", "gas-too-low"],
    [-32000, "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit", "gas-above-block-limit"],
    [-32000, "exceeds block gas limit", "gas-above-block-limit"],
    [-32602, "Failed to decode transaction", "malformed"],
    [-32000, "transaction type not supported", "unsupported-type"],
    [-32000, "nonce too high: address 0x1, tx: 9 state: 4", "nonce-too-high"],
    [-32000, "txpool is full", "pool-full"],
    [3, "execution reverted: STF", "execution-reverted"],
    [-32000, "existing tx with same hash", "accepted"],
    [-32000, "nonce too low: address 0x1, tx: 4 state: 5", "nonce-too-low"],
    [-32000, "nonce too low. allowed nonce range: 5 - 25, actual: 4", "nonce-too-low"],
    [-32010, "ReplacementNotAllowed", "replacement-underpriced"],
    [-32000, "future transaction tries to replace pending", "replacement-underpriced"],
    [
      -32010,
      "Transaction gas price is too low. There is another transaction with same nonce in the queue.",
      "replacement-underpriced",
    ],
    [-32000, "Max priority fee per gas exceeds max fee per gas", "tip-above-fee-cap"],
    [-32000, "Gas price below current base fee", "fee-cap-below-base-fee"],
    [-32000, "max priority fee per gas higher than 2^256-1", "malformed"],
    [-32000, "Transaction fee cap exceeded", "fee-above-node-cap"],
    [-32010, "FeeTooLow, MaxFeePerGas too low.", "underpriced"],
    [-32010, "FeeTooLowToCompete", "underpriced"],
    [-32000, "fee too low", "underpriced"],
    [-32009, "Gas price below configured minimum gas price", "underpriced"],
    [-32000, "insufficient funds for gas * price + value: have 0 want 1", "insufficient-funds"],
    [-32010, "InsufficientFunds, Account balance: 0, cumulative cost: 1", "insufficient-funds"],
    [-32003, "Intrinsic gas exceeds gas limit", "gas-too-low"],
    [-32000, "insufficient gas for floor data gas cost: gas 21000, minimum needed 21640", "gas-too-low"],
    [-32005, "Transaction gas limit exceeds block gas limit", "gas-above-block-limit"],
    [-32000, "transaction gas limit too high (cap: 16777216, tx: 30000000)", "gas-above-block-limit"],
    [-32000, "exceeds max transaction gas limit", "gas-above-block-limit"],
    [-32010, "GasLimitExceeded, Gas limit: 1", "gas-above-block-limit"],
    [-32010, "NonceGap, Future nonce. Expected nonce: 4", "nonce-too-high"],
    [-32006, "Transaction nonce is too distant from current sender nonce", "nonce-too-high"],
    [-32000, "invalid sender: invalid chain id for signer: have 1 want 5", "wrong-chain"],
    [-32000, "Wrong chainId", "wrong-chain"],
    [-32010, "SenderIsContract", "sender-not-allowed"],
    [-32000, "address already reserved", "sender-not-allowed"],
    [-32000, "rlp: expected input list for types.LegacyTx", "malformed"],
    [-32000, "failed to decode signed transaction", "malformed"],
    [-32000, "oversized data: transaction size 131300, limit 131072", "malformed"],
    [-32000, "pending sub-pool is full", "pool-full"],
    [-32000, "failed to forward tx to sequencer, please try again. Error message: 'nonce too low'", "nonce-too-low"],
    [-32000, "failed to forward tx to sequencer, please try again. Error message: 'already known'", "accepted"],
  ])("%i %s → %s", (code, message, expected) => {
    expect(verdict(code, message)).toBe(expected);
  });
});

describe("everything else is unknown, never a refusal", () => {
  test.each([
    [-32603, "Internal error"],
    [-32005, "limit exceeded"],
    [-32601, "Method not found"],
    [429, "Too Many Requests"],
    [-32000, "context deadline exceeded"],
    [-32000, "request timed out"],
    [-32000, "header not found"],
    [-32000, "failed to forward tx to sequencer, please try again. Error message: 'EOF'"],
    [-32000, "sequencer temporarily not available"],
    [-32000, "please retry transaction"],
    [-32010, "Syncing"],
    [-32000, "unknown transaction"],
    [-32603, "database is locked"],
    [0, ""],
  ])("%i %o", (code, message) => {
    expect(verdict(code, message)).toBe("unknown");
  });
});

// The patterns of a widely used client library, over messages of real nodes, where the recorded data is at hand.
const dataDir = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data");
const vectorPath = join(dataDir, "refs/evm_errors/node_messages.json");
const expectedByPattern: Readonly<Record<string, readonly string[]>> = {
  ExecutionRevertedError: ["execution-reverted", "execution-reverted"],
  FeeCapTooHighError: ["malformed", "malformed"],
  FeeCapTooLowError: ["fee-cap-below-base-fee", "fee-cap-below-base-fee", "fee-cap-below-base-fee"],
  NonceTooHighError: ["nonce-too-high"],
  // The library counts a transaction that the node has already as an error. It is a success.
  NonceTooLowError: ["nonce-too-low", "accepted", "accepted"],
  NonceMaxValueError: ["nonce-too-high"],
  InsufficientFundsError: ["insufficient-funds", "insufficient-funds"],
  IntrinsicGasTooHighError: ["gas-above-block-limit", "gas-above-block-limit"],
  IntrinsicGasTooLowError: ["gas-too-low"],
  TransactionTypeNotSupportedError: ["unsupported-type"],
  TipAboveFeeCapError: ["tip-above-fee-cap", "tip-above-fee-cap"],
};

test.skipIf(!existsSync(vectorPath))(
  "recorded patterns: every alternative has its verdict (needs the recorded data beside the project)",
  () => {
    const schema = z.object({ patterns: z.array(z.object({ name: z.string(), regex: z.string() })).min(1) });
    const { patterns } = schema.parse(JSON.parse(readFileSync(vectorPath, "utf8")));
    const found = patterns.map(({ name, regex }) => {
      const texts = regex.slice(1, -1).replaceAll("\\", "").split("|");
      return [name, texts.map((text) => verdict(-32000, text))];
    });
    expect(Object.fromEntries(found)).toEqual(expectedByPattern);
  },
);
