/**
 * What a node's error to `eth_sendRawTransaction` means. The one place where a node's wording is matched.
 *
 * A refusal speaks of this send alone: an earlier send of the same bytes may still be mined. Everything that is
 * not recognised is `unknown`, never a refusal.
 */
export type SendVerdict =
  | { readonly outcome: "accepted"; readonly how: "already-known" }
  /** The sender's nonce is used: by these bytes, by a sibling, or by someone else. Look up every own hash. */
  | { readonly outcome: "nonce-too-low"; readonly message: string }
  | { readonly outcome: "refused"; readonly code: RefusalCode; readonly message: string }
  | { readonly outcome: "unknown"; readonly reason: string };

export type RefusalCode =
  /** Someone holds the nonce with a fee that this one does not beat by enough. */
  | "replacement-underpriced"
  /** Below the least fee that the node takes. */
  | "underpriced"
  | "fee-cap-below-base-fee"
  | "tip-above-fee-cap"
  | "fee-above-node-cap"
  | "insufficient-funds"
  | "gas-too-low"
  | "gas-above-block-limit"
  | "nonce-too-high"
  | "wrong-chain"
  | "unsupported-type"
  | "malformed"
  | "pool-full"
  | "execution-reverted";

export function classifySendError(error: { readonly code: number; readonly message: string }): SendVerdict {
  const message = error.message.slice(0, 300);
  const rule = rules.find(({ pattern }) => pattern.test(error.message));
  if (rule === undefined) return { outcome: "unknown", reason: `unrecognised error ${error.code}: ${message}` };
  if (rule.means === "already-known") return { outcome: "accepted", how: "already-known" };
  if (rule.means === "nonce-too-low") return { outcome: "nonce-too-low", message };
  return { outcome: "refused", code: rule.means, message };
}

type Rule = { readonly pattern: RegExp; readonly means: RefusalCode | "already-known" | "nonce-too-low" };

/**
 * First match wins. Texts marked `anvil` were seen from anvil 1.7; the others are the wording of the named node
 * software as generally known, and were not run here.
 */
const rules: readonly Rule[] = [
  {
    // geth, reth, erigon: "already known" · anvil: "transaction already imported" · besu: "Known transaction"
    // nethermind: "AlreadyKnown" · parity: "Transaction with the same hash was already imported."
    // geth before 1.9: "known transaction: 0x…"
    pattern: /already\s?known|already imported|\bknown transaction/i,
    means: "already-known",
  },
  {
    // anvil, geth, reth: "nonce too low" · geth: "nonce too low: next nonce 5, tx nonce 4"
    // besu: "Nonce too low" · nethermind: "OldNonce" · parity: "Transaction nonce is too low. …"
    pattern: /nonce (is )?too low|oldnonce/i,
    means: "nonce-too-low",
  },
  {
    // anvil, geth, reth: "replacement transaction underpriced" · besu: "Replacement transaction underpriced"
    // erigon: "could not replace existing tx" · nethermind: "ReplacementNotAllowed"
    pattern: /replacement transaction underpriced|could not replace existing tx|replacementnotallowed/i,
    means: "replacement-underpriced",
  },
  {
    // geth: "max priority fee per gas higher than max fee per gas: address 0x…, …" · "tip higher than fee cap"
    pattern: /max priority fee per gas higher than max fee per gas|tip higher than fee cap/i,
    means: "tip-above-fee-cap",
  },
  {
    // anvil: "max fee per gas less than block base fee" · geth: the same with ": address 0x…, maxFeePerGas: …"
    // older: "fee cap less than block base fee" · optimism: "transaction is outdated"
    pattern: /(max fee per gas|fee cap) less than block base fee|transaction is outdated/i,
    means: "fee-cap-below-base-fee",
  },
  {
    // geth: "max fee per gas higher than 2^256-1" · older: "fee cap higher than 2^256-1"
    pattern: /(max fee per gas|fee cap) higher than 2\^256-1/i,
    means: "malformed",
  },
  {
    // geth: "tx fee (1.10 ether) exceeds the configured cap (1.00 ether)"
    pattern: /tx fee .* exceeds the configured cap/i,
    means: "fee-above-node-cap",
  },
  {
    // geth: "transaction underpriced: gas tip cap 0, minimum needed 1" · nethermind: "FeeTooLow" · erigon: "underpriced"
    pattern: /underpriced|feetoolow/i,
    means: "underpriced",
  },
  {
    // anvil: "Insufficient funds for gas * price + value" · geth: "insufficient funds for gas * price + value: balance …"
    // nethermind: "InsufficientFunds" · besu: "Upfront cost exceeds account balance"
    // older clients: "exceeds transaction sender account balance"
    pattern: /insufficient\s?funds|exceeds (transaction sender )?account balance/i,
    means: "insufficient-funds",
  },
  {
    // anvil: "intrinsic gas too low" · geth: "intrinsic gas too low: gas 20000, minimum needed 21000"
    pattern: /intrinsic gas too low|gas below floor data/i,
    means: "gas-too-low",
  },
  {
    // anvil: "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit" · geth: "exceeds block gas limit"
    // geth, adding to a block: "gas limit reached" · EIP-7825: "transaction gas limit too high"
    pattern: /intrinsic gas too high|exceeds block gas limit|gas limit reached|transaction gas limit too high/i,
    means: "gas-above-block-limit",
  },
  {
    // geth: "nonce too high: address 0x…, tx: 9 state: 4" · "nonce has max value: address 0x…"
    pattern: /nonce too high|nonce has max value/i,
    means: "nonce-too-high",
  },
  {
    // anvil: "invalid chain id for signer" · geth: "invalid sender: invalid chain id for signer: have 1 want 5"
    pattern: /invalid chain\s?id/i,
    means: "wrong-chain",
  },
  {
    // geth: "transaction type not supported" · older: "transaction type not valid in this context"
    pattern: /transaction type not (supported|valid)/i,
    means: "unsupported-type",
  },
  {
    // anvil: "Failed to decode transaction" · geth: "rlp: expected input list for types.LegacyTx", "invalid sender"
    pattern: /failed to decode (signed )?transaction|^rlp: |invalid sender|invalid transaction v, r, s/i,
    means: "malformed",
  },
  {
    // geth: "txpool is full"
    pattern: /txpool is full/i,
    means: "pool-full",
  },
  {
    // Sequencers that run a transaction before taking it: "execution reverted" · "gas required exceeds allowance (30000)"
    pattern: /execution reverted|gas required exceeds allowance/i,
    means: "execution-reverted",
  },
];
