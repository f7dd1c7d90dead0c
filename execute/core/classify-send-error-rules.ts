import type { RefusalCode } from "./classify-send-error.ts";

type Rule = { readonly pattern: RegExp; readonly means: RefusalCode | "already-known" | "nonce-too-low" };

/**
 * First match wins. Texts marked `anvil` were seen from anvil 1.7. All others are the wording of the named node software
 * as generally known, and were not run here: geth (with bor, bsc, op-geth, nitro, which are made from it, unless
 * named), reth, erigon, nethermind, besu, and older or other clients that public endpoints still copy.
 * A sequencer's forwarder wraps the text of the node behind it, so a text may stand anywhere in the message.
 */
export const sendErrorRules: readonly Rule[] = [
  {
    // geth, reth, erigon: "already known" · anvil: "transaction already imported" · besu: "Known transaction"
    // nethermind: "AlreadyKnown" · erigon: "existing tx with same hash" · hardhat: "Known transaction: 0x…"
    // parity: "Transaction with the same hash was already imported." · geth before 1.9: "known transaction: 0x…"
    pattern: /already\s?known|already imported|\bknown transaction|existing tx with same hash/i,
    means: "already-known",
  },
  {
    // anvil, geth, reth, erigon: "nonce too low" · geth, reth: "nonce too low: next nonce 5, tx nonce 4"
    // nitro: "nonce too low: address 0x…, tx: 4 state: 5" · besu: "Nonce too low" · nethermind: "OldNonce, …"
    // zksync: "nonce too low. allowed nonce range: 5 - 25, actual: 4" · parity: "Transaction nonce is too low. …"
    pattern: /nonce (is )?too low|oldnonce/i,
    means: "nonce-too-low",
  },
  {
    // anvil, geth, reth, erigon: "replacement transaction underpriced" · besu: "Replacement transaction underpriced"
    // erigon: "could not replace existing tx" · nethermind: "ReplacementNotAllowed, …"
    // geth: "future transaction tries to replace pending" · parity: "There is another transaction with same nonce in the queue."
    pattern:
      /replacement transaction underpriced|could not replace existing tx|replacementnotallowed|tries to replace pending|another transaction with same nonce/i,
    means: "replacement-underpriced",
  },
  {
    // geth, reth: "max priority fee per gas higher than max fee per gas" · geth adds ": address 0x…, …"
    // older: "tip higher than fee cap" · besu: "Max priority fee per gas exceeds max fee per gas"
    pattern: /max priority fee per gas (higher than|exceeds) max fee per gas|tip higher than fee cap/i,
    means: "tip-above-fee-cap",
  },
  {
    // anvil: "max fee per gas less than block base fee" · geth, nitro: the same with ": address 0x…, maxFeePerGas: …"
    // older: "fee cap less than block base fee" · optimism: "transaction is outdated"
    // besu: "Gas price below current base fee"
    // hardhat: "Transaction maxFeePerGas (1) is too low for the next block, which has a baseFeePerGas of 2"
    pattern:
      /(max fee per gas|fee cap) less than block base fee|transaction is outdated|below current base fee|maxfeepergas \(\d+\) is too low/i,
    means: "fee-cap-below-base-fee",
  },
  {
    // geth, reth: "max fee per gas higher than 2^256-1" · "max priority fee per gas higher than 2^256-1"
    // older: "fee cap higher than 2^256-1" · nethermind: "Int256Overflow" · geth, reth: "gas uint64 overflow"
    pattern: /(fee per gas|fee cap) higher than 2\^256-1|int256overflow|gas uint64 overflow/i,
    means: "malformed",
  },
  {
    // geth: "tx fee (1.10 ether) exceeds the configured cap (1.00 ether)" · reth: the same with wei
    // besu: "Transaction fee cap exceeded"
    pattern: /tx fee .* exceeds the configured cap|transaction fee cap exceeded/i,
    means: "fee-above-node-cap",
  },
  {
    // geth: "transaction underpriced: gas tip cap 0, minimum needed 1" · bsc: "transaction underpriced: tip needed 1, …"
    // reth: "transaction underpriced" · erigon: "underpriced", "fee too low" · nethermind: "FeeTooLow, …", "FeeTooLowToCompete, …"
    // geth: "transaction gas price below minimum" · besu: "Gas price below configured minimum gas price"
    pattern: /underpriced|fee\s?too\s?low|gas price below (configured )?minimum/i,
    means: "underpriced",
  },
  {
    // anvil: "Insufficient funds for gas * price + value" · geth: "insufficient funds for gas * price + value: balance …"
    // reth: "insufficient funds for gas * price + value: have 0 want 1" · geth, reth: "insufficient funds for transfer"
    // nethermind: "InsufficientFunds, Account balance: …" · besu: "Upfront cost exceeds account balance"
    // hardhat: "Sender doesn't have enough funds to send tx." · zksync: "Not enough balance to cover the fee …"
    // older clients: "exceeds transaction sender account balance"
    pattern:
      /insufficient\s?funds|exceeds (transaction sender )?account balance|doesn't have enough funds|not enough balance to cover/i,
    means: "insufficient-funds",
  },
  {
    // anvil, erigon: "intrinsic gas too low" · geth: "intrinsic gas too low: gas 20000, minimum needed 21000"
    // besu: "Intrinsic gas exceeds gas limit" · geth: "insufficient gas for floor data gas cost" · reth: "gas below floor data"
    pattern:
      /intrinsic gas too low|intrinsic gas exceeds gas limit|insufficient gas for floor data|gas below floor data/i,
    means: "gas-too-low",
  },
  {
    // anvil: "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit" · geth, reth: "exceeds block gas limit"
    // geth, adding to a block: "gas limit reached" · EIP-7825, geth: "transaction gas limit too high"
    // reth: "exceeds max transaction gas limit" · erigon: "gas limit is too high" · nethermind: "GasLimitExceeded, …"
    // besu: "Transaction gas limit exceeds block gas limit" · hardhat: "… exceeds block gas limit of …"
    pattern:
      /intrinsic gas too high|exceeds block gas limit|exceeds max transaction gas limit|gas limit reached|gas limit (is )?too high|gaslimitexceeded/i,
    means: "gas-above-block-limit",
  },
  {
    // geth, nitro: "nonce too high: address 0x…, tx: 9 state: 4" · geth, reth: "nonce has max value"
    // nethermind: "NonceGap, …", "NonceTooFarInFuture" · besu: "Transaction nonce is too distant from current sender nonce"
    // geth: "gapped-nonce tx from delegated accounts"
    pattern: /nonce too high|nonce has max value|noncegap|noncetoofarinfuture|nonce is too distant|gapped-nonce/i,
    means: "nonce-too-high",
  },
  {
    // anvil: "invalid chain id for signer" · geth: "invalid sender: invalid chain id for signer: have 1 want 5"
    // reth: "invalid chain ID" · besu: "Wrong chainId"
    pattern: /(invalid|wrong) chain\s?id/i,
    means: "wrong-chain",
  },
  {
    // geth, reth: "transaction type not supported" · older: "transaction type not valid in this context"
    // besu: "Invalid transaction type" · nethermind: "NotSupportedTxType"
    pattern: /transaction type not (supported|valid)|invalid transaction type|notsupportedtxtype/i,
    means: "unsupported-type",
  },
  {
    // geth, reth: "sender not an eoa" · nethermind: "SenderIsContract" · besu: "Sender account not authorized to send transactions"
    // geth, reth: "address already reserved" · geth: "authority already reserved" · nitro: "transaction sender is not on the whitelist"
    pattern:
      /sender (is )?not an eoa|senderiscontract|sender account not authorized|(address|authority) already reserved|sender is not on the whitelist/i,
    means: "sender-not-allowed",
  },
  {
    // anvil: "Failed to decode transaction" · reth: "failed to decode signed transaction", "empty transaction data"
    // geth: "rlp: expected input list for types.LegacyTx", "typed transaction too short", "invalid sender"
    // geth, reth, erigon: "oversized data", "negative value" · geth, reth: "max initcode size exceeded" · besu: "Invalid signature"
    // geth: "only replay-protected (EIP-155) transactions allowed over RPC" · nethermind: "FailedToResolveSender", "MaxTxSizeExceeded"
    pattern:
      /failed to decode (signed )?transaction|empty transaction data|^rlp: |typed transaction too short|invalid sender|invalid transaction v, r, s|invalid (transaction )?signature|oversized data|negative value|max initcode size exceeded|initcode too large|only replay-protected|failedtoresolvesender|maxtxsizeexceeded/i,
    means: "malformed",
  },
  {
    // geth, reth: "txpool is full" · erigon: "pending sub-pool is full" · geth: "account limit exceeded"
    // geth: "in-flight transaction limit reached for delegated accounts"
    // parity: "There are too many transactions in the queue. …"
    pattern:
      /(txpool|sub-pool) is full|account limit exceeded|in-flight transaction limit|too many transactions in the queue/i,
    means: "pool-full",
  },
  {
    // Sequencers that run a transaction before taking it: "execution reverted" · "gas required exceeds allowance (30000)"
    pattern: /execution reverted|gas required exceeds allowance/i,
    means: "execution-reverted",
  },
];
